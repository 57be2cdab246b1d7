import type { Tx } from "@/lib/db"
import { listFacts } from "./list-facts"
import {
  amountsOf,
  type Entry,
  firstOccasion,
  listEntries,
  occasionAnew,
  standingEntries,
  takenBack,
} from "./read-ledger"
import { readVatBasis, vatOfLine } from "./read-vat-basis"
import { entriesOf, type OwedLine } from "./rules-ledger"

/**
 * Somebody else is billed, or a register has said something new: each line that stands and is taxed differently by now is
 * taken back and written once more. A line whose VAT cannot be said any more stays until it can. Part of a caller's
 * transaction that has locked the booking.
 */
export async function rateAnew(tx: Tx, { bookingId, now: at }: { bookingId: string; now: Date }): Promise<void> {
  for (const { line, entry, vat, nth } of await rateStanding(tx, bookingId)) {
    if ("undecided" in vat) continue
    const { kind, occasion } = line
    const anew = { kind, occasion: occasionAnew(occasion, nth + 1), at, bookingId, ...amountsOf(line, vat) }
    await tx.ledgerEntry.createMany({ data: [{ ...takenBack(entry), occasion: `anew:${entry.id}`, at }, anew] })
  }
}

/** Whether nobody can say by now how a line of the booking that stands is taxed. */
export const isUnratable = async (tx: Tx, bookingId: string): Promise<boolean> =>
  (await rateStanding(tx, bookingId)).some(({ vat }) => "undecided" in vat)

/** The lines that stand and would be written otherwise now, each with how often it was written. */
async function rateStanding(tx: Tx, bookingId: string) {
  const written = await listEntries(tx, bookingId)
  const [standing, basis] = [standingEntries(written), await readVatBasis(tx, bookingId)]
  const gone = new Set(written.flatMap(({ reversesId }) => reversesId ?? []))
  const owed = entriesOf(await listFacts(tx, bookingId)).filter((line): line is OwedLine => "supply" in line)
  return owed.flatMap((line) => {
    const entry = standing.get(line.occasion)
    const vat = vatOfLine(line, basis)
    if (!entry || gone.has(entry.id) || isAs(entry, vat)) return []
    const nth = written.filter((entry) => firstOccasion(entry) === line.occasion).length
    return [{ line, entry, vat, nth }]
  })
}

const isAs = ({ vatCategory, vatRateBasisPoints }: Entry, vat: ReturnType<typeof vatOfLine>): boolean =>
  "category" in vat && vat.category === vatCategory && vat.rateBasisPoints === vatRateBasisPoints
