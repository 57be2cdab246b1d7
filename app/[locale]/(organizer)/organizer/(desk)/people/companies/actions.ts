"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { assignCompany } from "@/lib/bookings/assign-company"
import { line, paragraphs } from "@/lib/input"
import { addConflict } from "@/lib/people/add-conflict"
import { addDomain } from "@/lib/people/add-domain"
import { editCompany } from "@/lib/people/edit-company"
import { keepsPeople, type Viewer } from "@/lib/people/policy"
import { type CollidingSeat, regroupCompany } from "@/lib/people/regroup-company"
import { removeConflict } from "@/lib/people/remove-conflict"
import { removeDomain } from "@/lib/people/remove-domain"
import { formatDate } from "@/lib/time-zone"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const page = (id: string) => `/organizer/people/companies/${id}`
const byOf = (viewer: Viewer) => ({ actor: actorOf(viewer) })
const ofCompany = z.object({ companyId: z.uuid() })
const name = line(160)

export const editCompanyAction = deskAction(
  ofCompany.extend({ name, groupName: name }),
  keepsPeople,
  async (input, viewer) => {
    const outcome = await editCompany(input, byOf(viewer))
    return outcome.ok ? goTo(page(input.companyId), "companySaved") : outcome
  },
)

const domain = ofCompany.extend({ domain: line(253) })

export const addDomainAction = deskAction(domain, keepsPeople, async (input, viewer) => {
  const outcome = await addDomain(input, byOf(viewer))
  return outcome.ok ? goTo(page(input.companyId), "domainAdded") : outcome
})

export const removeDomainAction = deskAction(domain, keepsPeople, async (input, viewer) => {
  await removeDomain(input, byOf(viewer))
  return goTo(page(input.companyId), "domainRemoved")
})

/** Into a group that is named, or by itself. */
export const regroupAction = deskAction(
  ofCompany.extend({ groupId: z.union([z.uuid(), z.literal("alone")]) }),
  keepsPeople,
  async ({ companyId, groupId }, viewer) => {
    const outcome = await regroupCompany({ companyId, groupId: groupId === "alone" ? null : groupId }, byOf(viewer))
    if (outcome.ok) return goTo(page(companyId), "regrouped")
    return outcome.reason === "would_collide" ? { ...outcome, seats: await saySeats(outcome.seats) } : outcome
  },
)

async function saySeats(seats: CollidingSeat[]): Promise<string> {
  const locale = await getLocale()
  return seats
    .map(
      ({ person, company, startsAt, timeZone }) => `${formatDate(startsAt, timeZone, locale)}, ${person} (${company})`,
    )
    .join("; ")
}

const conflict = ofCompany.extend({ groupId: z.uuid(), otherId: z.uuid() })

export const addConflictAction = deskAction(
  conflict.extend({ note: paragraphs(500).optional() }),
  keepsPeople,
  async ({ companyId, note, ...pair }, viewer) => {
    const outcome = await addConflict({ ...pair, note: note ?? null }, byOf(viewer))
    return outcome.ok ? goTo(page(companyId), "conflictAdded") : outcome
  },
)

export const removeConflictAction = deskAction(conflict, keepsPeople, async ({ companyId, ...pair }, viewer) => {
  const outcome = await removeConflict(pair, byOf(viewer))
  return outcome.ok ? goTo(page(companyId), "conflictRemoved") : outcome
})

/** `new` is a company of the name that stands in the booking. */
export const assignCompanyAction = deskAction(
  z.object({ bookingId: z.uuid(), company: z.union([z.uuid(), z.literal("new")]) }),
  keepsPeople,
  async ({ bookingId, company }, viewer) => {
    const outcome = await assignCompany({ bookingId, companyId: company === "new" ? null : company }, byOf(viewer))
    return outcome.ok ? goTo("/organizer/people/companies", "companyAssigned") : outcome
  },
)
