import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { noteRefills } from "@/lib/bookings/note-refills"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { deadlines, type Terms } from "@/lib/bookings/rules"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db, transaction } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { settleBooking } from "@/lib/payments/settle-booking"
import { deriveCode } from "@/lib/secrets"
import { demoPerson } from "./people"
import { demoSettings } from "./settings"
import { must } from "./must"

const hour = 3_600_000
const day = 24 * hour
const participant = { kind: "participant" } as const

/** Where something is to be paid. */
export const demoBilling = { street: "Musterweg 1", postalCode: "80331", city: "Musterstadt", country: "DE" }

/**
 * What is owed by those who have booked, with the documents in the order in which they would have been issued, and one
 * booking to which everything has happened.
 */
export async function seedMoney(formats: Map<string, { id: string }>, now: Date): Promise<void> {
  await followLog(now)
  const [first, dearer] = ["runde-vor-ort", "werkstatt-vor-ort"].map((slug) => formats.get(slug)?.id)
  const steps = [...(await listInvoiced(now)), ...(first && dearer ? await story(first, dearer, now) : [])]
  for (const { at, happen } of steps.sort((a, b) => +a.at - +b.at)) await happen(at)
}

type Step = { at: Date; happen: (at: Date) => Promise<void> }

/** The ledger of every booking with a price; a seat that was filled again owes no fee. */
async function followLog(now: Date): Promise<void> {
  const priced = await db.booking.findMany({ where: { priceNetCents: { not: null } }, select: { id: true } })
  const came = await db.activity.findMany({
    where: { kind: { in: ["seat.confirmed", "seat.rebooked"] }, bookingId: { in: priced.map(({ id }) => id) } },
    orderBy: { at: "asc" },
  })
  for (const activity of came) await transaction((tx) => noteRefills(tx, activity))
  for (const { id } of priced) await settle(id, now)
}

const settle = (bookingId: string, now: Date) => transaction((tx) => settleBooking(tx, { bookingId, now }), { now })

/** Each is invoiced once it can no longer be moved for nothing. */
async function listInvoiced(now: Date): Promise<Step[]> {
  const seats = await db.seat.findMany({
    where: { confirmedAt: { not: null }, booking: { ledger: { some: { kind: "price" } } } },
    include: { booking: true, groupSession: true },
    orderBy: { createdAt: "asc" },
  })
  return seats.flatMap(({ bookingId, confirmedAt, booking, groupSession: { startsAt, timeZone } }) => {
    const free = deadlines(booking.terms as Terms, startsAt, timeZone, "rebook").findLast(
      ({ percent }) => percent === 0,
    )
    const at = new Date(Math.max(+confirmedAt!, +(free?.until ?? startsAt)))
    const happen = async (at: Date) => void (await issueInvoice({ bookingId }, { actor: system, now: at }))
    return at < now ? [{ at, happen }] : []
  })
}

/** Booked by invoice, moved to a dearer date, given back with a fee, and filled again: five days in the life of a seat. */
async function story(firstFormatId: string, dearerFormatId: string, now: Date): Promise<Step[]> {
  const sessionOf = async (formatId: string) =>
    (
      await db.groupSession.findFirstOrThrow({
        where: { formatId, startsAt: { gt: now } },
        orderBy: { startsAt: "asc" },
      })
    ).id
  const [first, dearer] = [await sessionOf(firstFormatId), await sessionOf(dearerFormatId)]
  let bookingId = ""
  const document = async (at: Date) => {
    await settle(bookingId, at)
    must(await issueInvoice({ bookingId }, { actor: system, now: at }))
  }
  const after = (hours: number) => new Date(now.getTime() - 5 * day + hours * hour)
  return [
    {
      at: after(0),
      happen: async (at) => {
        bookingId = await book(first, 61, at)
        await document(at)
      },
    },
    {
      at: after(50),
      happen: async (at) => {
        const moved = { requestId: randomUUID(), bookingId, sessionId: dearer }
        must(await rebookSeat(moved, { actor: participant, now: at }))
        await document(at)
      },
    },
    {
      at: after(80),
      happen: async (at) => {
        must(await releaseSeat({ bookingId }, { actor: participant, now: at }))
        await document(at)
      },
    },
    {
      at: after(99),
      happen: async (at) => {
        const nextId = await book(dearer, 62, at)
        const activity = await db.activity.findFirstOrThrow({ where: { bookingId: nextId, kind: "seat.confirmed" } })
        await transaction((tx) => noteRefills(tx, activity), { now: at })
        await settle(nextId, at)
        await document(at)
      },
    },
  ]
}

async function book(sessionId: string, person: number, now: Date): Promise<string> {
  const { bookingId } = must(
    await holdSeat(
      {
        ...{ requestId: randomUUID(), sessionId, participant: demoPerson(person), locale: "de", billing: demoBilling },
        ...{ businessUseVersion: demoSettings.legal.version, termsVersion: demoSettings.legal.version },
      },
      now,
    ),
  )
  must(await verifyBooking({ bookingId, proof: { code: deriveCode("booking", bookingId, 1) } }, { now }))
  return bookingId
}
