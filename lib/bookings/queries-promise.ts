import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { readContent } from "@/lib/sessions/queries-formats"
import type { FormatText, Locale } from "@/lib/sessions/schema"

/**
 * Where the meeting of a booking is: only for a confirmed seat in an online session that is on and not over, and only
 * once somebody has entered it. The rule is the database's (`meeting_address`), in one place: the personal gate to a
 * meeting will take this one's. Both the participant and who booked for them may open it.
 */
export async function findMeetingAddress(bookingId: string, now = presentTime()): Promise<string | null> {
  const [row] = await db.$queryRaw<[{ address: string | null }]>`
    SELECT meeting_address(${bookingId}::uuid, ${now}::timestamptz) AS address`
  return row.address
}

/** The format of a seat as it was when the seat was taken. */
export type Promised = {
  texts: FormatText
  /** Since when the format had been so. */
  at: Date
  /** What it is for, who it is not for or what happens reads differently by now. */
  changed: boolean
}

/** What was promised to who has a seat or has asked for one; null when the booking has neither. */
export async function findPromised(bookingId: string, locale: Locale): Promise<Promised | null> {
  const seats = await db.seat.findMany({
    where: { bookingId, state: { in: ["confirmed", "requested"] } },
    select: {
      state: true,
      formatVersion: { select: { content: true, at: true } },
      groupSession: { select: { format: { select: { texts: true } } } },
    },
  })
  const seat = seats.find(({ state }) => state === "confirmed") ?? seats[0]
  if (!seat) return null
  const texts = readContent(seat.formatVersion.content).texts[locale]
  const today = (seat.groupSession.format.texts as Record<Locale, FormatText>)[locale]
  return { texts, at: seat.formatVersion.at, changed: !saysTheSame(texts, today) }
}

/** A name, a quote or a comma in the list of dates is no promise. */
const saysTheSame = (a: FormatText, b: FormatText) =>
  (["lead", "forWhom", "notForWhom"] as const).every((part) => a[part] === b[part]) &&
  JSON.stringify(a.agenda.map(points)) === JSON.stringify(b.agenda.map(points))

const points = ({ text, minutes }: FormatText["agenda"][number]) => [text, minutes]
