import type { AgreedPrice } from "@/lib/bookings/rules-price"
import type { Supply } from "./rules-vat"

/** What the log and the payments of one booking say that moves money, each once and in any order. */
export type Fact =
  | { kind: "confirmed"; seatId: string; price: AgreedPrice | null; at: Date }
  /** Into one seat and out of another; null where that one was called off before. */
  | {
      kind: "moved"
      seatId: string
      fromSeatId: string | null
      price: AgreedPrice | null
      feeNetCents: number
      at: Date
    }
  | { kind: "released"; seatId: string; feeNetCents: number; at: Date }
  | { kind: "refilled"; seatId: string; at: Date }
  /** A confirmed seat that was handed over: the new one is the old one, paid for as that is. */
  | { kind: "handed_over"; seatId: string; fromSeatId: string }
  | { kind: "paid"; paymentId: string; grossCents: number; currency: string; at: Date }
  | { kind: "paid_back"; refundId: string; paymentId: string; grossCents: number; currency: string; at: Date }

type Of = { occasion: string; at: Date }
type Asked = Of & { kind: "price" | "discount" | "fee"; seatId: string }
/** Something that is owed; its VAT is decided when the line is written. */
export type OwedLine = Asked & {
  supply: Supply
  netCents: number
  vatRateBasisPoints: number
  currency: string
  voucherId: string | null
}
/** Takes another line back, by what stands there: net, VAT and gross. */
export type BackLine = Asked & { takesBack: string }
export type MovedLine = Of & {
  kind: "payment" | "refund"
  grossCents: number
  currency: string
  paymentId: string
  refundId: string | null
}
export type Line = OwedLine | BackLine | MovedLine

/**
 * The ledger of a booking. A sure seat owes its price, less what a voucher takes off; a seat that is given back, moved
 * away or called off owes its price no more and, where the terms say so, a fee; a seat that is filled again owes no fee.
 * Who does not come owes what they owed.
 *
 * Each line has one occasion and follows from facts that never go away, so the lines of some facts are among those of
 * more: in whatever order and however often a ledger is settled, it becomes the same.
 */
export function entriesOf(facts: Fact[]): Line[] {
  const heirs = new Map(facts.flatMap((fact) => (fact.kind === "handed_over" ? [[fact.seatId, fact.fromSeatId]] : [])))
  const bought = (seatId: string): string => {
    const from = heirs.get(seatId)
    return from ? bought(from) : seatId
  }
  const lines = new Map<string, Line>()
  const add = (...more: Line[]) => more.forEach((line) => lines.set(line.occasion, line))
  for (const fact of facts) {
    if (fact.kind === "confirmed" || fact.kind === "moved") add(...priceLines(fact))
    if (fact.kind === "paid" || fact.kind === "paid_back") add(moneyLine(fact))
  }
  const owed = (occasion: string) => lines.get(occasion) as OwedLine | undefined
  const takeBack = (occasion: string, at: Date) => {
    const line = owed(occasion)
    if (!line) return
    const { kind, seatId } = line
    add({ kind, seatId, occasion: `back:${occasion}`, takesBack: occasion, at })
  }
  for (const fact of facts) {
    if (fact.kind !== "released" && fact.kind !== "moved") continue
    const left = fact.kind === "released" ? fact.seatId : fact.fromSeatId
    const price = left && owed(`price:${bought(left)}`)
    if (!price) continue
    takeBack(price.occasion, fact.at)
    takeBack(`discount:${price.seatId}`, fact.at)
    if (fact.feeNetCents > 0) add(feeLine(price, left, fact.feeNetCents, fact.at))
  }
  for (const fact of facts) if (fact.kind === "refilled") takeBack(`fee:${fact.seatId}`, fact.at)
  return [...lines.values()].sort((a, b) => +a.at - +b.at || (a.occasion < b.occasion ? -1 : 1))
}

function priceLines({ seatId, price, at }: { seatId: string; price: AgreedPrice | null; at: Date }): OwedLine[] {
  if (!price) return []
  const { netCents, discountCents, voucherId, currency, vatRateBasisPoints } = price
  const line = { supply: "session", currency, vatRateBasisPoints, seatId, at } as const
  const full = { ...line, kind: "price", occasion: `price:${seatId}`, netCents, voucherId: null } as const
  if (discountCents === 0) return [full]
  return [full, { ...line, kind: "discount", occasion: `discount:${seatId}`, netCents: -discountCents, voucherId }]
}

const feeLine = ({ currency, vatRateBasisPoints }: OwedLine, seatId: string, netCents: number, at: Date): OwedLine => ({
  ...{ kind: "fee", occasion: `fee:${seatId}`, supply: "fee", seatId },
  ...{ netCents, currency, vatRateBasisPoints, voucherId: null, at },
})

function moneyLine(fact: Extract<Fact, { kind: "paid" | "paid_back" }>): MovedLine {
  const { paymentId, grossCents, currency, at } = fact
  const about = { currency, paymentId, at }
  return fact.kind === "paid"
    ? { ...about, kind: "payment", occasion: `payment:${paymentId}`, grossCents, refundId: null }
    : {
        ...about,
        kind: "refund",
        occasion: `refund:${fact.refundId}`,
        grossCents: -grossCents,
        refundId: fact.refundId,
      }
}

/** Of what has moved, not of what is owed. */
export const isMoved = ({ kind }: { kind: string }): boolean => kind === "payment" || kind === "refund"

/** Together, in cents. */
export const sumGross = (amounts: { grossCents: number }[]): number =>
  amounts.reduce((total, { grossCents }) => total + grossCents, 0)

/** What is owed and what was paid, of the written lines; less than zero is too much. */
export function balanceOf(entries: { kind: string; grossCents: number }[]): {
  owedCents: number
  paidCents: number
  openCents: number
} {
  const owedCents = sumGross(entries.filter((entry) => !isMoved(entry)))
  const paidCents = sumGross(entries.filter(isMoved))
  return { owedCents, paidCents, openCents: owedCents - paidCents }
}
