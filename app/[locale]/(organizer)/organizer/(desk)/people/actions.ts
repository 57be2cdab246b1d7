"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { number } from "@/lib/input"
import { addNote } from "@/lib/people/add-note"
import { editParticipant } from "@/lib/people/edit-participant"
import { erasePerson } from "@/lib/people/erase-person"
import { mergeParticipants } from "@/lib/people/merge-participants"
import { keepsPeople } from "@/lib/people/policy"
import { findPerson } from "@/lib/people/queries-people"
import { removeNote } from "@/lib/people/remove-note"
import { contactInput, editReasons, noteInput } from "@/lib/people/schema"
import { formatDate } from "@/lib/time-zone"
import { actorOf, asTyped, deskAction, goTo } from "../../desk-action"

const page = (id: string) => `/organizer/people/${id}`
const personId = z.uuid()

const noted = z.object({ requestId: z.uuid(), personId, text: noteInput })

export const addNoteAction = deskAction(noted, keepsPeople, async (input, viewer) => {
  const outcome = await addNote(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.personId), "noted") : outcome
})

export const removeNoteAction = deskAction(z.object({ noteId: z.uuid() }), keepsPeople, async (input, viewer) => {
  const outcome = await removeNote(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(outcome.personId), "noteRemoved") : outcome
})

const edited = contactInput.extend({ personId, revision: number(z.int()), reason: z.enum(editReasons) })

export const editPersonAction = deskAction(
  edited,
  keepsPeople,
  async ({ personId, revision, reason, ...contact }, viewer) => {
    const outcome = await editParticipant({ personId, revision, reason, contact }, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(page(personId), "edited") : withSaved(outcome, personId)
  },
)

/** Beside "somebody was faster": what the fields of the form say in the database. */
async function withSaved(refusal: { ok: false; reason: string }, id: string) {
  const person = refusal.reason === "stale_person" ? await findPerson(id) : null
  if (!person) return refusal
  const { revision, title, givenName, familyName, company, role, email, phone, locale } = person
  const fields = asTyped({ title, givenName, familyName, company, role, email, phone, locale })
  return { ...refusal, theirs: { revision, fields } }
}

const merged = z.object({ keptId: z.uuid(), absorbedId: z.uuid(), samePerson: z.literal("on") })

export const mergePeopleAction = deskAction(merged, keepsPeople, async ({ keptId, absorbedId }, viewer) => {
  const outcome = await mergeParticipants({ keptId, absorbedId }, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo(page(keptId), "merged")
  return { ...outcome, dates: await datesOf("collisions" in outcome ? outcome.collisions : []) }
})

const erased = z.object({ personId, forGood: z.literal("on") })

export const erasePersonAction = deskAction(erased, keepsPeople, async ({ personId }, viewer) => {
  const outcome = await erasePerson({ personId }, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo("/organizer/people", "erased")
  if (outcome.reason === "money_unsettled")
    return { ...outcome, bookings: outcome.unsettled.map(({ reference }) => reference).join(", ") }
  return { ...outcome, dates: await datesOf("blocking" in outcome ? outcome.blocking : []) }
})

async function datesOf(sessions: { startsAt: Date; timeZone: string }[] = []): Promise<string> {
  const locale = await getLocale()
  return sessions.map(({ startsAt, timeZone }) => formatDate(startsAt, timeZone, locale)).join("; ") || "–"
}
