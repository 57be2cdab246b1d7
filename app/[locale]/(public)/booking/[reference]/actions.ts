"use server"

import { getLocale, getTranslations } from "next-intl/server"
import { refresh } from "next/cache"
import { z } from "zod"
import { answerAttendance } from "@/lib/bookings/answer-attendance"
import { answerMerge } from "@/lib/bookings/answer-merge"
import { chooseCalendarTitle } from "@/lib/bookings/choose-calendar-title"
import { actorOf, type Holder } from "@/lib/bookings/policy"
import { getHolderBooking } from "@/lib/bookings/queries"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { calendarTitles, conditionsInput } from "@/lib/bookings/schema"
import { billingInput } from "@/lib/bookings/schema-billing"
import { isColleague, substituteFault } from "@/lib/people/rules-admission"
import { type SubstituteInput, substituteInput } from "@/lib/people/schema"
import { findSubstituted, substituteParticipant } from "@/lib/bookings/substitute-participant"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { refuse } from "@/lib/errors"
import { askedBilling } from "../../../../billing-input"
import { formerHolderFor, holderFor } from "../../../../booking-cookie"
import { sayChangedConditions } from "../../../../changed-conditions"
import { nested, sayAdmission, sayProblems, sayRefusal, typed } from "../../../../form-answer"
import { answersIn, roundForm } from "../../../../guest-input"
import { redirect } from "../../../../i18n/navigation"
import { publicAction } from "../../../../public-action"

const goBack = async (data: FormData, done: string): Promise<never> =>
  redirect({ href: `/booking/${String(data.get("booking"))}?done=${done}`, locale: await getLocale() })

const rebookInput = roundForm.extend({
  ...{ requestId: z.uuid(), sessionId: z.uuid(), conditions: conditionsInput },
  billing: billingInput.optional(),
})

/** Moves the seat, or asks for it where requests are reviewed. */
export const rebookAction = publicAction("write", async (data) => {
  const parsed = rebookInput.safeParse({ ...nested(typed(data)), billing: askedBilling(typed(data)) })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const { requestId, sessionId, conditions, billing } = parsed.data
  const asked = { requestId, sessionId, conditions, billing, ...(await answersIn(parsed.data)) }
  const moved = await rebookSeat({ ...asked, bookingId: holder.bookingId }, { actor: actorOf(holder) })
  if (!moved.ok && moved.reason === "conditions_changed") return sayChangedConditions(sessionId, data)
  if (!moved.ok) return sayAdmission(moved, data)
  return goBack(data, moved.status === "confirmed" ? "rebooked" : "rebookRequested")
})

const substitution = z.object({ requestId: z.uuid(), participant: substituteInput })

/** Two steps: the first answer says what will happen to whom, and only the second click hands the seat over. */
export const substituteAction = publicAction("write", async (data) => {
  const parsed = substitution.safeParse({ participant: {}, ...nested(typed(data)) })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder)
    return (await isRepeated(parsed.data, data)) ? afterSubstitution(data) : sayRefusal(refuse("not_found"), data)
  if (data.get("step") !== "confirm") return askToConfirm(holder, parsed.data.participant, data)
  const named = await substituteParticipant({ ...parsed.data, bookingId: holder.bookingId }, { actor: actorOf(holder) })
  if (!named.ok) return sayAdmission(named, data)
  return afterSubstitution(data)
})

/** The second click was carried out and its answer lost, or it was a double one. */
async function isRepeated(input: z.output<typeof substitution>, data: FormData): Promise<boolean> {
  if (data.get("step") !== "confirm") return false
  const holder = await formerHolderFor(data.get("booking"))
  return holder !== null && (await findSubstituted({ ...input, bookingId: holder.bookingId })) !== null
}

async function askToConfirm(holder: Holder, participant: SubstituteInput, data: FormData) {
  const { givenName, familyName, company } = participant
  const [t, booking] = await Promise.all([
    getTranslations("manage.substitute"),
    getHolderBooking(holder, await getLocale()),
  ])
  if (booking?.pending.rebooking) return sayRefusal(refuse("pending_change"), data)
  const fault = booking && substituteFault(booking.participant, participant, booking.session.format)
  if (fault) return sayAdmission(refuse(fault), data)
  const atOnce = booking !== null && isColleague(booking.participant, participant, booking.session.format)
  if (!atOnce && booking?.state !== "confirmed") return sayRefusal(refuse("not_confirmed"), data)
  const text = !atOnce ? "confirmTextRequest" : holder.role === "booker" ? "confirmTextBooker" : "confirmText"
  return {
    stamp: crypto.randomUUID(),
    message: t(text, { name: `${givenName} ${familyName}`, company }),
    errors: {},
    values: { ...typed(data), step: "confirm" },
    tone: "accent" as const,
  }
}

/** Who has handed over their own seat can no longer open the booking. */
async function afterSubstitution(data: FormData): Promise<never> {
  const locale = await getLocale()
  const holder = await holderFor(data.get("booking"), "manage")
  const booking = holder && (await getHolderBooking(holder, locale))
  if (!booking) return redirect({ href: "/booking?done=substituted", locale })
  return goBack(data, booking.pending.substitution ? "substituteRequested" : "substituted")
}

/** Gives the seat back. The page before it has asked twice. */
export const releaseAction = publicAction("write", async (data) => {
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const released = await releaseSeat({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
  return released.ok ? goBack(data, "released") : sayRefusal(released, data)
})

/** "Yes, I am coming"; the other answers are ways of their own. */
export const comingAction = publicAction("write", async (data) => {
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const coming = { bookingId: holder.bookingId, answer: "coming" as const }
  const answered = await answerAttendance(coming, { actor: actorOf(holder) })
  return answered.ok ? goBack(data, "coming") : sayRefusal(answered, data)
})

const mergeInput = z.object({
  questionId: z.uuid(),
  answer: z.enum(["move", "keep"]),
  startsAt: z.coerce.date(),
})

/** Whether the other date suits: yes moves the seat, or asks for it in a closed round; no leaves everything as it is. */
export const answerMergeAction = publicAction("write", async (data) => {
  const parsed = mergeInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const answered = await answerMerge({ ...parsed.data, bookingId: holder.bookingId }, { actor: actorOf(holder) })
  if (answered.ok)
    return goBack(data, answered.answer === "keep" ? "kept" : answered.decideAt ? "rebookRequested" : "rebooked")
  // The page around the form says how it stands now.
  refresh()
  return sayRefusal(answered, data)
})

const titleInput = z.object({ calendarTitle: z.enum(calendarTitles) })

/** Calls the calendar entry by the name that was chosen. */
export const chooseCalendarTitleAction = publicAction("write", async (data) => {
  const parsed = titleInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const chosen = await chooseCalendarTitle({ bookingId: holder.bookingId, ...parsed.data }, { actor: actorOf(holder) })
  return chosen.ok ? goBack(data, chosen.renamed ? "renamed" : "titleChosen") : sayRefusal(chosen, data)
})

/** Takes back a rebooking or a substitute that is still to be answered. */
export const withdrawRequestAction = publicAction("write", async (data) => {
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const withdrawn = await withdrawRequest({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
  return withdrawn.ok ? goBack(data, "withdrawn") : sayRefusal(withdrawn, data)
})
