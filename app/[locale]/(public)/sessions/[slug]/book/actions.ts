"use server"

import { getLocale } from "next-intl/server"
import { refresh } from "next/cache"
import type { FormAnswer } from "@/components/ui/form"
import { holdToken, manageToken } from "@/lib/bookings/policy"
import { findHold } from "@/lib/bookings/queries"
import { renewCode } from "@/lib/bookings/renew-code"
import { codeInput } from "@/lib/bookings/schema"
import { bookSeat } from "@/lib/payments/book-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { refuse } from "@/lib/errors"
import { admissionField } from "@/lib/people/rules-admission"
import { holderFor, rememberToken } from "../../../../../booking-cookie"
import { sayChangedConditions } from "../../../../../changed-conditions"
import { aboutTheCode, sayOtherTexts, sayProblems, sayRefusal, typed } from "../../../../../form-answer"
import { redirect } from "../../../../../i18n/navigation"
import { publicAction } from "../../../../../public-action"
import { settings } from "../../../../../settings"
import { askAboutTypo } from "../../../../../typo-question"
import { readBooking } from "./booking-input"
import { hasOtherVoucher, noVoucher, sayVoucher } from "./voucher-answer"

/**
 * Holds a seat and leads on to the code; or says first what the voucher is worth, where that button was pressed or the total
 * that was shown is another one.
 */
export const holdSeatAction = publicAction("hold", async (data) => {
  if (data.get("step") === "voucher") return sayVoucher(data)
  const parsed = readBooking(data)
  if (!parsed.success) return sayProblems(parsed.error, data)
  const { legal } = await settings()
  if (parsed.data.termsVersion !== legal.version) return sayOtherTexts(legal.version, data)
  const question = await askAboutTypo(data, "participant.email", "booker.email")
  if (question) return question
  if (hasOtherVoucher(data)) return sayVoucher(data)
  const held = await bookSeat(parsed.data)
  if (!held.ok) return sayAgain(held, data)
  await rememberToken(await holdToken(held.bookingId, parsed.data.booker ? "booker" : "participant"))
  return toCode(held.bookingId, held.reference)
})

/** Proves the mailbox, which turns the hold into a seat, and opens the booking in this browser. */
export const enterCodeAction = publicAction("code", async (data) => {
  const parsed = codeInput.safeParse({ code: typed(data).code?.replace(/[\s-]/g, "") })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const reference = String(data.get("booking"))
  const holder = await holderFor(reference, "hold", "manage")
  const verified = holder
    ? await verifyBooking({ bookingId: holder.bookingId, proof: parsed.data })
    : refuse("not_found")
  if (!verified.ok) return sayRefusal(verified, data, aboutTheCode.has(verified.reason) ? "code" : undefined)
  await rememberToken(await manageToken(verified.bookingId, verified.role, verified.generation))
  return redirect({ href: `/booking/${reference}?done=${verified.status}`, locale: await getLocale() })
})

/** Sends another code; the one before is void. */
export const renewCodeAction = publicAction("ask", async (data) => {
  const reference = String(data.get("booking"))
  const holder = await holderFor(reference, "hold")
  const renewed = holder ? await renewCode({ bookingId: holder.bookingId }) : refuse("not_found")
  if (!renewed.ok) return sayRefusal(renewed, data)
  return toCode(holder!.bookingId, reference, "&sent=1")
})

/** A form that has booked already may book another seat: it gets a number of its own. */
async function sayAgain(refusal: Parameters<typeof sayRefusal>[0], data: FormData): Promise<FormAnswer> {
  const field = admissionField(refusal.reason) ?? otherFields[refusal.reason]
  if (field) return sayRefusal(refusal, data, field)
  if (refusal.reason === "conditions_changed") {
    const said = await sayChangedConditions(String(data.get("sessionId")), data)
    // What a voucher takes off the new price is looked at anew.
    return said && { ...said, values: { ...said.values, ...noVoucher } }
  }
  // The page around the form then offers other dates.
  if (["session_full", "session_closed", "session_paused"].includes(refusal.reason)) refresh()
  const answer = await sayRefusal(refusal, data)
  if (refusal.reason === "request_id_reused") answer.values.requestId = crypto.randomUUID()
  return answer
}

/** Further refusals that stand at a field. */
const otherFields: Record<string, string> = {
  payment_not_offered: "payment",
  billing_needed: "billing.street",
  voucher_unknown: "voucher",
  voucher_used_up: "voucher",
}

async function toCode(bookingId: string, reference: string, more = ""): Promise<never> {
  const locale = await getLocale()
  const hold = await findHold(bookingId, locale)
  return redirect({ href: `/sessions/${hold?.session.slug}/book?booking=${reference}${more}`, locale })
}
