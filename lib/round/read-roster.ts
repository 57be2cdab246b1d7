import type { Tx } from "@/lib/db"
import { pledgeVersion } from "./pledge-text"
import { cardKey } from "./rules-cards"

/** A card as it was approved, under its name for who sees it. */
type Card = { seatId: string; key: string; line: string | null; name: string | null; company: string | null }

/**
 * The others at the table of a seat, as `roster_of` lets its person see them; everybody else is a number. In an order that
 * tells nothing. Empty to a seat that is not confirmed or whose person has not promised.
 */
export async function readRoster(tx: Tx, seatId: string): Promise<{ cards: Card[]; others: number }> {
  const rows = await tx.$queryRaw<Omit<Card, "key">[]>`
    SELECT seat_id AS "seatId", line, shown_name AS name, shown_company AS company
      FROM roster_of(${seatId}::uuid, ${pledgeVersion})`
  const cards = rows.filter(({ line }) => line !== null).map((row) => ({ ...row, key: cardKey(seatId, row.seatId) }))
  return { cards: cards.sort((a, b) => (a.key < b.key ? -1 : 1)), others: rows.length - cards.length }
}
