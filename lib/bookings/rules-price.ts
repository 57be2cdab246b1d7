import type { Price } from "@/lib/money"

export type Discount = { kind: "percent" | "amount" | "seat"; percent: number | null; netCents: number | null }

/** What was agreed for a seat when it was sure, as the log keeps it: net, and how much of it a voucher pays. */
export type AgreedPrice = Price & { discountCents: number; voucherId: string | null }

/** What a voucher takes off a net price, rounded half up to the cent and never more than the price. */
export function discountOf(voucher: Discount | null, netCents: number): number {
  if (!voucher) return 0
  if (voucher.kind === "seat") return netCents
  if (voucher.kind === "amount") return Math.min(voucher.netCents ?? 0, netCents)
  return Math.floor((netCents * (voucher.percent ?? 0) + 50) / 100)
}

/** The price with what the voucher takes off; null where nothing is asked. */
export const agreedPrice = (price: Price | null, voucher: (Discount & { id: string }) | null): AgreedPrice | null =>
  price && { ...price, discountCents: discountOf(voucher, price.netCents), voucherId: voucher?.id ?? null }

/** Whether a voucher takes something off a seat of a format; one for another format does not. */
export const isFor = ({ formatId }: { formatId: string | null }, format: string): boolean =>
  formatId === null || formatId === format

/** What is left to pay, net. */
export const netLeft = (price: AgreedPrice | null): number => (price ? price.netCents - price.discountCents : 0)

/** The price that is left, of which a fee is a share. */
export const priceLeft = (price: AgreedPrice | null): Price | null => price && { ...price, netCents: netLeft(price) }

/** The voucher that a booking uses; null where it has none, or has given it back. */
export const usedVoucher = <Voucher>(use: { givenBackAt: Date | null; voucher: Voucher } | null): Voucher | null =>
  use && !use.givenBackAt ? use.voucher : null

const payMs = 30 * 60_000

/** Until when a seat is held for who pays from now on: half an hour, the least that Stripe allows for, or the start. */
export const payBefore = (heldUntil: Date | null, now: Date, startsAt: Date): Date =>
  new Date(Math.min(+startsAt, Math.max(+(heldUntil ?? 0), +now + payMs)))

/** Ways that are paid before a seat in an instant format is sure. */
export const paysAhead = (pays: string | null): pays is "card" | "sepa_debit" =>
  pays === "card" || pays === "sepa_debit"
