"use server"

import { getLocale } from "next-intl/server"
import { manageToken } from "@/lib/bookings/policy"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { refuse } from "@/lib/errors"
import { findTypedEntry, type TypedEntry } from "@/lib/waitlist/queries"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { holderFor, rememberToken, tokenFor } from "../../../booking-cookie"
import { sayRefusal } from "../../../form-answer"
import { redirect } from "../../../i18n/navigation"
import { publicAction } from "../../../public-action"

/** The link from the mail is the proof. */
export const verifyByLinkAction = publicAction("code", async (data) => {
  const reference = String(data.get("booking"))
  const holder = await holderFor(reference, "verify")
  const token = holder && (await tokenFor(holder))
  const entry = holder && (await findTypedEntry(holder.bookingId))
  if (token && entry) return verifyEntryByLink(entry, token, data)
  const verified = token
    ? await verifyBooking({ bookingId: holder.bookingId, proof: { token } })
    : refuse("code_expired")
  if (!verified.ok) return sayRefusal(verified, data)
  await rememberToken(await manageToken(verified.bookingId, verified.role, verified.generation))
  return redirect({ href: `/booking/${reference}?done=${verified.status}`, locale: await getLocale() })
})

async function verifyEntryByLink({ entryId, reference }: TypedEntry, token: string, data: FormData) {
  const verified = await verifyEntry({ entryId, proof: { token } })
  if (!verified.ok) return sayRefusal(verified, data)
  await rememberToken(await manageToken(verified.bookingId, verified.role))
  return redirect({ href: `/waiting/${reference}?done=queued`, locale: await getLocale() })
}
