import { randomUUID } from "node:crypto"
import { apiToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { holder } from "../access/viewers"
import type { Visitor } from "../support/visitor"
import { code } from "../support/world"
import { app, guest, type Room } from "./two-rooms"

// The ways of the guest into a room, online as somebody without scripts and by the API.

export const flat = (participant: object) =>
  Object.fromEntries(Object.entries(participant).map(([name, value]) => [`participant.${name}`, String(value)]))
export const agreed = { businessUse: "on", acceptTerms: "on", noSales: "on" }

/** The newest booking. */
export async function latest(): Promise<{ bookingId: string; reference: string }> {
  const { id: bookingId, reference } = await db.booking.findFirstOrThrow({ orderBy: { createdAt: "desc" } })
  return { bookingId, reference }
}

export const bookingOf = async (reference: string) => ({
  bookingId: (await db.booking.findUniqueOrThrow({ where: { reference } })).id,
})

export async function bookOnline({ slug }: Room, visitor: Visitor) {
  await visitor.open(`/sessions/${slug}/book`)
  const conflictWishes = { "participant.conflictWishes": "Muster Holding\nBeispiel AG" }
  await visitor.submit("#book", { ...flat(guest), ...agreed, ...conflictWishes })
  const { bookingId, reference } = await latest()
  await visitor.submit("#code", code({ bookingId }))
  return { visitor, bookingId, reference }
}

/** Opens a booking in this browser, as by the link in a mail. */
export async function openBooking(visitor: Visitor, bookingId: string): Promise<string> {
  for (const [name, value] of (await holder(app.origin, bookingId, "participant")).cookies)
    visitor.cookies.set(name, value)
  return (await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).reference
}

/** The pages, and what a router fetches instead of them. */
export async function look(visitor: Visitor, page: string, ...ways: string[]): Promise<void> {
  for (const way of ways) {
    await visitor.open(page + way)
    await visitor.payload(page + way)
  }
}

export const json = (visitor: Visitor, path: string, json: object | undefined, token?: string) =>
  visitor.send(`/api/v1${path}`, {
    method: json ? "POST" : "GET",
    json,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })

/** What the API is sent by who books or waits. */
export const wish = (more: object) => ({
  ...{ requestId: randomUUID(), participant: guest, locale: "de" },
  ...{ businessUse: true, acceptTerms: true, noSales: true, ...more },
})

export async function bookByApi(room: Room, visitor: Visitor, participant: object = guest) {
  const held = await json(visitor, "/bookings", wish({ sessionId: room.id, participant }))
  const { reference } = JSON.parse(held.body) as { reference: string }
  const { bookingId } = await bookingOf(reference)
  const verified = await json(visitor, `/bookings/${reference}/verification`, code({ bookingId }))
  const { manageToken } = JSON.parse(verified.body) as { manageToken: string }
  await json(visitor, `/bookings/${reference}`, undefined, manageToken)
  return { bookingId, reference, manageToken }
}

/** Who has a seat in a room, and what opens their booking. */
export async function seatIn({ id }: Room, { email }: { email: string }) {
  const { booking } = await db.seat.findFirstOrThrow({
    where: { groupSessionId: id, booking: { email } },
    include: { booking: true },
  })
  return { bookingId: booking.id, reference: booking.reference, token: await apiToken(booking.id, "participant") }
}
