"use server"

import { getLocale } from "next-intl/server"
import { refresh } from "next/cache"
import { holdToken, manageToken } from "@/lib/bookings/policy"
import { renewCode } from "@/lib/bookings/renew-code"
import { codeInput } from "@/lib/bookings/schema"
import { refuse } from "@/lib/errors"
import { admissionField } from "@/lib/people/rules-admission"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { findTypedEntry } from "@/lib/waitlist/queries"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { holderFor, rememberToken } from "../../../../../booking-cookie"
import { aboutTheCode, sayOtherTexts, sayProblems, sayRefusal, typed } from "../../../../../form-answer"
import { redirect } from "../../../../../i18n/navigation"
import { publicAction } from "../../../../../public-action"
import { settings } from "../../../../../settings"
import { askAboutTypo } from "../../../../../typo-question"
import { readWaiting, readWaitPage } from "./wait-input"

/** Puts somebody on the waiting list, once the code says that the mailbox is theirs. */
export const joinWaitlistAction = publicAction("hold", async (data) => {
  const parsed = readWaiting(data)
  if (!parsed.success) return sayProblems(parsed.error, data)
  const { legal } = await settings()
  if (parsed.data.termsVersion !== legal.version) return sayOtherTexts(legal.version, data)
  const question = await askAboutTypo(data, "participant.email", "booker.email")
  if (question) return question
  const joined = await joinWaitlist(parsed.data)
  if (!joined.ok) {
    if (joined.reason === "session_closed") refresh()
    const answer = await sayRefusal(joined, data, admissionField(joined.reason))
    if (joined.reason === "request_id_reused") answer.values.requestId = crypto.randomUUID()
    return answer
  }
  await rememberToken(await holdToken(joined.bookingId, parsed.data.booker ? "booker" : "participant"))
  return toCode(data, joined.reference)
})

/** Proves the mailbox, from when on the entry counts, and opens it in this browser. */
export const enterEntryCodeAction = publicAction("code", async (data) => {
  const parsed = codeInput.safeParse({ code: typed(data).code?.replace(/[\s-]/g, "") })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const reference = String(data.get("booking"))
  const holder = await holderFor(reference, "hold", "manage")
  const typedEntry = holder && (await findTypedEntry(holder.bookingId))
  const verified = typedEntry
    ? await verifyEntry({ entryId: typedEntry.entryId, proof: parsed.data })
    : refuse("not_found")
  if (!verified.ok) return sayRefusal(verified, data, aboutTheCode.has(verified.reason) ? "code" : undefined)
  await rememberToken(await manageToken(verified.bookingId, verified.role))
  return redirect({ href: `/waiting/${reference}?done=queued`, locale: await getLocale() })
})

/** Sends another code; the one before is void. */
export const renewEntryCodeAction = publicAction("ask", async (data) => {
  const reference = String(data.get("booking"))
  const holder = await holderFor(reference, "hold")
  const renewed = holder ? await renewCode({ bookingId: holder.bookingId }) : refuse("not_found")
  return renewed.ok ? toCode(data, reference, "&sent=1") : sayRefusal(renewed, data)
})

const toCode = async (data: FormData, reference: string, more = ""): Promise<never> =>
  redirect({ href: `${readWaitPage(data)}?booking=${reference}${more}`, locale: await getLocale() })
