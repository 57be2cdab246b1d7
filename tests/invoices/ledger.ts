import { randomUUID } from "node:crypto"
import type { VatCategory } from "@/lib/payments/rules-vat"
import { vatCents } from "@/lib/money"
import { db } from "@/lib/db"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { by, monday, people, world, type WorldBooking } from "../support/world"
import { german, seller } from "./cases"

export const organizer = (now = monday) => by("organizer", now)

type Line = Partial<{
  kind: "price" | "discount" | "fee"
  category: VatCategory | null
  rateBasisPoints: number
  seatId: string | null
  reversesId: string
}>

/** Writes a line of the ledger as the payments do, and answers its id. */
export async function write({ bookingId }: { bookingId: string }, netCents: number, line: Line = {}): Promise<string> {
  const { kind = "price", category = "S", reversesId } = line
  const rate = line.rateBasisPoints ?? (category === "S" || category === null ? 1900 : 0)
  const vat = vatCents(netCents, rate)
  const seat = line.seatId === null ? null : (line.seatId ?? (await seatIdOf(bookingId)))
  const { id } = await db.ledgerEntry.create({
    data: {
      ...{ bookingId, kind, occasion: `${kind}:${randomUUID()}`, netCents, vatCents: vat, grossCents: netCents + vat },
      ...{ vatRateBasisPoints: rate, vatCategory: category, currency: "EUR", seatId: seat, reversesId, at: monday },
    },
  })
  return id
}

const seatIdOf = async (bookingId: string) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId }, orderBy: { createdAt: "desc" } })).id

/** Money that has come in. */
export async function pay({ bookingId }: { bookingId: string }, grossCents: number): Promise<void> {
  const { id: paymentId } = await db.payment.create({
    data: {
      ...{
        bookingId,
        method: "card",
        grossCents,
        currency: "EUR",
        state: "paid",
        createdAt: monday,
        settledAt: monday,
      },
    },
  })
  await db.ledgerEntry.create({
    data: {
      ...{
        bookingId,
        kind: "payment",
        occasion: `payment:${paymentId}`,
        netCents: grossCents,
        vatCents: 0,
        grossCents,
      },
      ...{ vatRateBasisPoints: 0, currency: "EUR", paymentId, at: monday },
    },
  })
}

export async function bill({ bookingId }: { bookingId: string }, fields: object = {}): Promise<void> {
  const { vatAnswer: _, ...profile } = { ...german, ...fields, bookingId }
  await db.billingProfile.upsert({ where: { bookingId }, create: profile, update: profile })
}

/** A booking of a priced session with somebody to bill, in a house that may issue invoices. */
export async function pricedBooking() {
  const priced = await world()
  await saveSettings({ ...defaultSettings, ...seller }, organizer())
  const booking = await priced.book(people.petra, priced.pricedRound)
  await bill(booking)
  return { ...priced, booking }
}

/** Many bookings to be billed, past the limits of real life: each a copy of one. */
export async function copies({ bookingId }: WorldBooking, count: number): Promise<{ bookingId: string }[]> {
  const { participantId: _, ...booking } = await db.booking.findUniqueOrThrow({ where: { id: bookingId } })
  const made = Array.from({ length: count }, () => ({ bookingId: randomUUID() }))
  for (const { bookingId: id } of made) {
    await db.booking.create({ data: { ...booking, id, reference: id.slice(0, 13), terms: booking.terms as object } })
    await bill({ bookingId: id })
    await write({ bookingId: id }, 29_000, { seatId: null })
  }
  return made
}
