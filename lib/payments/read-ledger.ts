import type { Tx } from "@/lib/db"
import { moneyOf, negated } from "@/lib/money"
import type { LedgerKind } from "@/prisma/generated/client"
import { listFacts } from "./list-facts"
import { entriesOf, type Fact, type Line } from "./rules-ledger"
import { vatOf } from "./rules-vat-of"

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

/**
 * The ledger of a booking as it is written, and what of it is still to be written; `undecided` are the occasions of lines
 * whose VAT nobody has decided yet.
 * @param wouldBe what has not happened yet, to see what it would cost
 */
export async function readLedger(
  tx: Tx,
  bookingId: string,
  wouldBe: Fact[] = [],
): Promise<{ written: Entry[]; missing: Entry[]; undecided: string[] }> {
  const facts = await listFacts(tx, bookingId)
  const written = await tx.ledgerEntry.findMany({ where: { bookingId }, orderBy: [{ at: "asc" }, { occasion: "asc" }] })
  return { written, ...missingEntries(bookingId, entriesOf([...facts, ...wouldBe]), written) }
}

/** Lines of what is owed come before those that take them back. */
function missingEntries(bookingId: string, lines: Line[], written: Entry[]) {
  const there = new Map(written.map((entry) => [entry.occasion, entry]))
  const missing: Entry[] = []
  const undecided: string[] = []
  const isBack = (line: Line) => "takesBack" in line
  for (const line of [...lines.filter((line) => !isBack(line)), ...lines.filter(isBack)]) {
    if (there.has(line.occasion)) continue
    const entry = entryOf(bookingId, line, there)
    if (!entry) {
      undecided.push(line.occasion)
      continue
    }
    there.set(line.occasion, entry)
    missing.push(entry)
  }
  return { missing, undecided }
}

const nothing = {
  ...{ vatCategory: null, seatId: null, reversesId: null, paymentId: null, refundId: null, voucherId: null },
} as const

function entryOf(bookingId: string, line: Line, there: Map<string, Entry>): Entry | null {
  const { kind, occasion, at } = line
  const about = { ...nothing, id: crypto.randomUUID(), bookingId, kind, occasion, at }
  if ("takesBack" in line) {
    const before = there.get(line.takesBack)
    if (!before) return null
    const { vatRateBasisPoints, vatCategory, voucherId } = before
    const amount = negated(before)
    return {
      ...about,
      ...amount,
      vatRateBasisPoints,
      vatCategory,
      voucherId,
      seatId: line.seatId,
      reversesId: before.id,
    }
  }
  if ("paymentId" in line) {
    const { grossCents, currency, paymentId, refundId } = line
    const amount = { netCents: grossCents, vatCents: 0, grossCents, vatRateBasisPoints: 0, currency }
    return { ...about, ...amount, paymentId, refundId }
  }
  const { supply, netCents, currency, seatId, voucherId } = line
  const vat = vatOf(supply, line.vatRateBasisPoints)
  if (!vat) return null
  const { category: vatCategory, rateBasisPoints: vatRateBasisPoints } = vat
  const amount = moneyOf({ netCents, vatRateBasisPoints, currency })
  return { ...about, ...amount, vatRateBasisPoints, vatCategory, seatId, voucherId }
}
