import type { AgreedPrice } from "@/lib/bookings/rules-price"
import type { Tx } from "@/lib/db"
import type { Fact } from "./rules-ledger"

type Row = {
  kind: string
  seatId: string
  at: Date
  detail: { price?: AgreedPrice | null; fee?: { netCents: number }; fromSeatId?: string; before?: string }
  /** The price of the format of which the seat was taken. */
  listed: AgreedPrice | null
}

/**
 * What has happened to the money of a booking: from its log, and from what was paid and paid back. A seat that was sure
 * before the log kept its price has that of the format of which it was taken.
 */
export async function listFacts(tx: Tx, bookingId: string): Promise<Fact[]> {
  // The fee of a move is that of the time at which it was asked for; it is nothing of what becomes of the seat later.
  const rows = await tx.$queryRaw<Row[]>`
    SELECT a.kind, a.seat_id AS "seatId", a.at,
           CASE WHEN a.kind = 'seat.rebooked' THEN a.detail || jsonb_build_object('fee', coalesce(a.detail->'fee', (
             SELECT r.detail->'fee' FROM activities r WHERE r.seat_id = a.seat_id AND r.kind = 'seat.requested' LIMIT 1)))
                ELSE a.detail END AS detail,
           CASE WHEN v.content->>'price_net_cents' IS NOT NULL THEN jsonb_build_object(
             'netCents', v.content->'price_net_cents', 'vatRateBasisPoints', v.content->'vat_rate_basis_points',
             'currency', v.content->'currency', 'discountCents', 0, 'voucherId', NULL) END AS listed
      FROM activities a JOIN seats s ON s.id = a.seat_id JOIN format_versions v ON v.id = s.format_version_id
     WHERE a.booking_id = ${bookingId}::uuid
       AND a.kind IN ('seat.confirmed', 'seat.added', 'seat.rebooked', 'seat.released', 'seat.refilled', 'seat.substituted')
     ORDER BY a.at, a.id`
  const payments = await tx.payment.findMany({
    where: { bookingId, state: "paid" },
    select: { id: true, grossCents: true, currency: true, settledAt: true },
  })
  const refunds = await tx.refund.findMany({
    where: { payment: { bookingId }, state: "succeeded" },
    select: { id: true, paymentId: true, grossCents: true, settledAt: true, payment: { select: { currency: true } } },
  })
  return [
    ...rows.flatMap(factOf),
    ...payments.map(({ id: paymentId, grossCents, currency, settledAt }) => ({
      ...({ kind: "paid", paymentId, grossCents, currency, at: settledAt! } as const),
    })),
    ...refunds.map(({ id: refundId, paymentId, grossCents, settledAt, payment: { currency } }) => ({
      ...({ kind: "paid_back", refundId, paymentId, grossCents, currency, at: settledAt! } as const),
    })),
  ]
}

function factOf({ kind, seatId, at, detail, listed }: Row): Fact[] {
  const price = detail.price === undefined ? listed : detail.price
  const feeNetCents = detail.fee?.netCents ?? 0
  const fromSeatId = detail.fromSeatId ?? null
  switch (kind) {
    case "seat.confirmed":
    case "seat.added":
      return [{ kind: "confirmed", seatId, price, at }]
    case "seat.rebooked":
      // A seat that was called off is not left any more.
      return [
        { kind: "moved", seatId, fromSeatId: detail.before === "released" ? null : fromSeatId, price, feeNetCents, at },
      ]
    case "seat.released":
      return [{ kind: "released", seatId, feeNetCents, at }]
    case "seat.refilled":
      return [{ kind: "refilled", seatId, at }]
    default:
      return detail.before === "confirmed" && fromSeatId ? [{ kind: "handed_over", seatId, fromSeatId }] : []
  }
}
