import { listToAsk } from "@/lib/bookings/queries-merge"
import { fullName } from "@/lib/people/rules"
import type { Locale } from "@/prisma/generated/client"
import type { ChangeImpact } from "./preview-change"
import { readersOf } from "./rules-recipients"

/** Whom a question is put to and which mails go out, as `mailMergeQuestion` will write them. */
export type MergeImpact = {
  /** Who is not asked, since something stands against them at the other date of a closed round. */
  colliding: { seatId: string; name: string; company: string }[]
  people: ChangeImpact["people"]
  mails: { locale: Locale; count: number }[]
}

export async function previewMerge(ids: { sessionId: string; targetId: string }): Promise<MergeImpact> {
  const { asked: seats, colliding } = await listToAsk(ids)
  const people = seats.map(({ id: seatId, groupSessionId: sessionId, state, booking }) => ({
    ...{ seatId, sessionId, state, name: fullName(booking) },
    ...{ company: booking.companyName, bookerName: booking.bookerName },
  }))
  const mails = (["de", "en"] as const).map((locale) => ({
    locale,
    count: seats
      .filter(({ booking }) => booking.locale === locale)
      .reduce((sum, { booking }) => sum + readersOf("merge_question", booking).length, 0),
  }))
  const left = colliding.map(({ id: seatId, booking }) => ({
    ...{ seatId, name: fullName(booking), company: booking.companyName },
  }))
  return { people, colliding: left, mails: mails.filter(({ count }) => count > 0) }
}
