import { createHash } from "node:crypto"
import { addLocalDays, startOfLocalDay } from "@/lib/time-zone"

type Dated = { startsAt: Date; endsAt: Date; timeZone: string }

/** When the cards lie on the table, and when people may find each other again afterwards. */
export type TableTimes = { opensAt: Date; contactFrom: Date; closesAt: Date }

/**
 * From the beginning of the third day before to the fourteenth day after, as days are counted where the session is. No
 * house forgets the cards earlier (`retentionBounds.roundDays`).
 */
export const tableTimes = ({ startsAt, endsAt, timeZone }: Dated): TableTimes => ({
  opensAt: startOfLocalDay(addLocalDays(startsAt, -3, timeZone), timeZone),
  contactFrom: endsAt,
  closesAt: addLocalDays(endsAt, 14, timeZone),
})

export const isTableOpen = (session: Dated, now: Date): boolean => {
  const { opensAt, closesAt } = tableTimes(session)
  return opensAt <= now && now < closesAt
}

/** Whether the session is over, and the cards are still there. */
export const isContactOpen = (session: Dated, now: Date): boolean =>
  session.endsAt <= now && now < tableTimes(session).closesAt

/**
 * What a card is called towards one of those who see it. It says nothing of the seat behind it, and to somebody else the same
 * card has another name. Put in order by it, the cards are always in the same one, which tells nothing of who came when.
 */
export const cardKey = (ownSeatId: string, otherSeatId: string): string =>
  createHash("sha256").update(`card ${ownSeatId} ${otherSeatId}`).digest("hex").slice(0, 16)
