"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { actorOf } from "@/lib/bookings/policy"
import { conditionsInput } from "@/lib/bookings/schema"
import { billingInput } from "@/lib/bookings/schema-billing"
import { refuse } from "@/lib/errors"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { findHolderEntry } from "@/lib/waitlist/queries"
import { declineInput } from "@/lib/waitlist/schema"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { askedBilling } from "../../../../billing-input"
import { holderFor } from "../../../../booking-cookie"
import { sayChangedConditions } from "../../../../changed-conditions"
import { nested, sayAdmission, sayProblems, sayRefusal, typed } from "../../../../form-answer"
import { answersIn, roundForm } from "../../../../guest-input"
import { redirect } from "../../../../i18n/navigation"
import { publicAction } from "../../../../public-action"

/** Whoever holds the booking, and what it waits for. */
async function readHolder(data: FormData) {
  const holder = await holderFor(data.get("booking"), "manage")
  const entry = holder && (await findHolderEntry(holder, await getLocale()))
  return entry && { entryId: entry.id, by: { actor: actorOf(holder) } }
}

const goTo = async (data: FormData, page: "booking" | "waiting", done: string): Promise<never> =>
  redirect({ href: `/${page}/${String(data.get("booking"))}?done=${done}`, locale: await getLocale() })

const acceptInput = roundForm.extend({
  ...{ seatId: z.uuid(), sessionId: z.uuid(), conditions: conditionsInput },
  billing: billingInput.optional(),
})

/** Takes the seat that is offered, under the conditions that were shown. */
export const acceptOfferAction = publicAction("write", async (data) => {
  const parsed = acceptInput.safeParse({ ...nested(typed(data)), billing: askedBilling(typed(data)) })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const { seatId, sessionId, conditions, billing } = parsed.data
  const said = { seatId, conditions, billing, ...(await answersIn(parsed.data)) }
  const mine = await readHolder(data)
  if (!mine) return sayRefusal(refuse("not_found"), data)
  const accepted = await acceptOffer({ entryId: mine.entryId, ...said }, mine.by)
  if (!accepted.ok && accepted.reason === "conditions_changed") return sayChangedConditions(sessionId, data)
  return accepted.ok ? goTo(data, "booking", accepted.status) : sayAdmission(accepted, data)
})

/** Lets the seat go to the next who waits, and waits on or not. */
export const declineOfferAction = publicAction("write", async (data) => {
  const parsed = declineInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const mine = await readHolder(data)
  if (!mine) return sayRefusal(refuse("not_found"), data)
  const declined = await declineOffer({ entryId: mine.entryId, ...parsed.data }, mine.by)
  return declined.ok
    ? goTo(data, "waiting", declined.waiting ? "declinedDate" : "declined")
    : sayRefusal(declined, data)
})

/** Leaves the waiting list. The page before it has asked. */
export const leaveWaitlistAction = publicAction("write", async (data) => {
  const mine = await readHolder(data)
  if (!mine) return sayRefusal(refuse("not_found"), data)
  const left = await leaveWaitlist({ entryId: mine.entryId }, mine.by)
  return left.ok ? goTo(data, "waiting", "left") : sayRefusal(left, data)
})

/** Waits for a date that is full and keeps the seat until then. */
export const waitForSessionAction = publicAction("write", async (data) => {
  const parsed = roundForm.extend({ sessionId: z.uuid() }).safeParse(nested(typed(data)))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const asked = { sessionId: parsed.data.sessionId, ...(await answersIn(parsed.data)) }
  const waits = await waitForSession({ bookingId: holder.bookingId, ...asked }, { actor: actorOf(holder) })
  return waits.ok ? goTo(data, "waiting", "queued") : sayAdmission(waits, data)
})
