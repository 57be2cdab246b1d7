import type { Tx } from "@/lib/db"
import { moneyOf, negated } from "@/lib/money"
import type { LedgerKind } from "@/prisma/generated/client"
import { listFacts } from "./list-facts"
import { readVatBasis, type VatBasis, vatOfLine } from "./read-vat-basis"
import { entriesOf, type Fact, type Line, type OwedLine } from "./rules-ledger"
import type { Undecided, VatAnswer, VatCase } from "./rules-vat"

/** A line of the ledger with its amounts, as it is written. */
export type Entry = {
  id: string
  bookingId: string
  kind: LedgerKind
  occasion: string
  netCents: number
  vatCents: number
  grossCents: number
  vatRateBasisPoints: number
  vatCategory: string | null
  currency: string
  seatId: string | null
  reversesId: string | null
  paymentId: string | null
  refundId: string | null
  voucherId: string | null
  at: Date
}

/** What they come to without VAT, and why nobody can say it. */
export type UndecidedLines = { why: Undecided; netCents: number }

/** What has not happened yet, to see what it would cost; `place` is that of a seat there is not yet. */
type WouldBe = { facts: Fact[]; place?: { seatId: string; place: VatCase["place"] } }

/**
 * The ledger of a booking as it is written, and what of it is still to be written; `undecided` are the lines, of more
 * than nothing together, whose VAT nobody can say yet: they are left out.
 */
export async function readLedger(
  tx: Tx,
  bookingId: string,
  wouldBe: WouldBe = { facts: [] },
): Promise<{ written: Entry[]; missing: Entry[]; undecided: UndecidedLines | null }> {
  const facts = await listFacts(tx, bookingId)
  const written = await listEntries(tx, bookingId)
  const basis = await readVatBasis(tx, bookingId)
  if (wouldBe.place) basis.places.set(wouldBe.place.seatId, wouldBe.place.place)
  return { written, ...missingEntries(bookingId, entriesOf([...facts, ...wouldBe.facts]), written, basis) }
}

/** The lines that are written, in the order of time. */
export const listEntries = (tx: Tx, bookingId: string): Promise<Entry[]> =>
  tx.ledgerEntry.findMany({ where: { bookingId }, orderBy: [{ at: "asc" }, { occasion: "asc" }] })

/** The occasion of a line, however often it was written. */
export const firstOccasion = ({ occasion }: Entry): string => occasion.replace(/#\d+$/, "")

/** The line in force of each occasion: what was rated anew has the last word. */
export const standingEntries = (written: Entry[]): Map<string, Entry> =>
  new Map(written.map((entry) => [firstOccasion(entry), entry]))

/** The occasion of a line that is written once more, the `n`th. */
export const occasionAnew = (occasion: string, n: number): string => `${occasion}#${n}`

/** Lines of what is owed come before those that take them back. */
function missingEntries(bookingId: string, lines: Line[], written: Entry[], basis: VatBasis) {
  const there = standingEntries(written)
  const missing: Entry[] = []
  const open = new Map<string, { netCents: number; why: Undecided }>()
  const isBack = (line: Line) => "takesBack" in line
  for (const line of [...lines.filter((line) => !isBack(line)), ...lines.filter(isBack)]) {
    if (there.has(line.occasion)) continue
    const entry = entryOf(bookingId, line, there, basis)
    if (entry && !("undecided" in entry)) {
      there.set(line.occasion, entry)
      missing.push(entry)
    } else if (entry && "netCents" in line) open.set(line.occasion, { netCents: line.netCents, why: entry.undecided })
    // What takes back a line that was never written leaves nothing to decide of it.
    else if ("takesBack" in line) open.delete(line.takesBack)
  }
  const left = [...open.values()]
  const comesTo = left.reduce((cents, { netCents }) => cents + netCents, 0)
  return { missing, undecided: comesTo === 0 ? null : { why: left[0]!.why, netCents: comesTo } }
}

const nothing = {
  ...{ vatCategory: null, seatId: null, reversesId: null, paymentId: null, refundId: null, voucherId: null },
} as const

/** Null where there is nothing to take back. */
function entryOf(
  bookingId: string,
  line: Line,
  there: Map<string, Entry>,
  basis: VatBasis,
): Entry | { undecided: Undecided } | null {
  const { kind, occasion, at } = line
  const about = { ...nothing, id: crypto.randomUUID(), bookingId, kind, occasion, at }
  if ("takesBack" in line) {
    const before = there.get(line.takesBack)
    return before ? { ...takenBack(before), occasion, at, seatId: line.seatId } : null
  }
  if ("paymentId" in line) {
    const { grossCents, currency, paymentId, refundId } = line
    const amount = { netCents: grossCents, vatCents: 0, grossCents, vatRateBasisPoints: 0, currency }
    return { ...about, ...amount, paymentId, refundId }
  }
  const vat = vatOfLine(line, basis)
  return "undecided" in vat ? vat : { ...about, ...amountsOf(line, vat) }
}

/** What a line comes to with its VAT. */
export function amountsOf(
  { netCents, currency, seatId, voucherId }: OwedLine,
  { category: vatCategory, rateBasisPoints: vatRateBasisPoints }: VatAnswer,
) {
  const amount = moneyOf({ netCents, vatRateBasisPoints, currency })
  return { ...amount, vatRateBasisPoints, vatCategory, seatId, voucherId }
}

/** A line that takes another one back, to the cent. */
export function takenBack(entry: Entry) {
  const { id: reversesId, kind, bookingId, vatRateBasisPoints, vatCategory, voucherId, seatId } = entry
  const about = { ...nothing, id: crypto.randomUUID(), kind, bookingId, seatId, reversesId }
  return { ...about, ...negated(entry), vatRateBasisPoints, vatCategory, voucherId }
}
