import { expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { issueDueInvoices } from "@/lib/invoices/issue-due-invoices"
import { findAccount } from "@/lib/payments/queries"
import { findQuote } from "@/lib/payments/queries-quote"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { syncPayment } from "@/lib/payments/sync-payment"
import { saveSettings } from "@/lib/sessions/settings"
import { seller } from "../invoices/cases"
import { drainJobs } from "../support/jobs"
import { at, by, done, minutesAfter, monday, world } from "../support/world"
import { awaiting, double, setTime, started, withStripe } from "./at-stripe"
import { payment, refundsOf, settled } from "./paying"

/** The dearer date is Thursday, 25.02.2027, 16:00: half is asked from 11.02. on. */
const [moved, left, filled] = [at("2027-01-20T09:00"), at("2027-02-15T09:00"), at("2027-02-16T09:00")]

withStripe({ atEnd: async () => {} })

type Paid = { bookingId: string; grossCents: number; now: Date }

async function payByCard({ bookingId, now }: Paid) {
  const { paymentId, checkoutId } = await started({ bookingId }, now)
  double.checkout.pay(checkoutId, "card")
  await syncPayment({ paymentId }, { now: minutesAfter(now, 1) })
}

async function payByTransfer({ bookingId, grossCents, now }: Paid) {
  await payment({ bookingId }, { grossCents, method: "invoice", now })
  await settled(bookingId, now)
}

/** Everything that follows by itself until then. */
async function clockRuns(now: Date) {
  setTime(now)
  await drainJobs()
  await issueDueInvoices({ now })
  await sendRefunds({ now })
  await drainJobs()
}

/** What the last mail of a kind says that is paid or goes back, and until when a change is free. */
async function toldOf(bookingId: string, kind: string) {
  const { params } = await db.mail.findFirstOrThrow({ where: { bookingId, kind }, orderBy: { createdAt: "desc" } })
  const { paid, back, freeUntil } = params as Record<"paid" | "back", { cents: number } | null | undefined> & {
    freeUntil?: string | null
  }
  return { paid: paid?.cents, back: back?.cents, freeUntil }
}

const documentsOf = async (bookingId: string) =>
  (await db.invoice.findMany({ where: { bookingId }, orderBy: [{ issuedAt: "asc" }, { kind: "desc" }] })).map(
    ({ reference, netCents, vatCents, grossCents }) => `${reference}: ${netCents} + ${vatCents} = ${grossCents}`,
  )

it.each([
  ["card", payByCard, "succeeded"],
  ["invoice", payByTransfer, "wanted"],
] as const)("bought by %s, moved to a dearer date, given back with a fee, filled again", async (way, pay, refunded) => {
  const w = await world()
  await saveSettings({ ...seller }, by("organizer", monday))
  const { petra, jonas, book, pricedRound, session, format } = w
  const dearerFormat = await format("dearer", {
    ...{ admission: "instant", priceNetCents: 39_000, payBy: ["invoice", "card"] },
  })
  const dearer = await session(dearerFormat, "2027-02-25T16:00")
  const booking = way === "card" ? await awaiting(w) : await book(petra, pricedRound)
  const { bookingId } = booking

  await pay({ bookingId, grossCents: 34_510, now: minutesAfter(monday, 10) })
  await clockRuns(minutesAfter(monday, 15))
  expect(await documentsOf(bookingId)).toEqual(["RE-2026-0001: 29000 + 5510 = 34510"])
  expect(await toldOf(bookingId, "confirmed")).toMatchObject({ paid: 34_510 })

  setTime(moved)
  const ask = { bookingId, action: "rebooking", sessionId: dearer.id } as const
  expect(await findQuote(ask, moved)).toMatchObject({ dueCents: 11_900, refundCents: 0, fee: { grossCents: 0 } })
  done(await rebookSeat({ bookingId, sessionId: dearer.id }, by("participant", moved)))
  await clockRuns(minutesAfter(moved, 1))
  await pay({ bookingId, grossCents: 11_900, now: minutesAfter(moved, 2) })
  await clockRuns(minutesAfter(moved, 5))
  expect((await documentsOf(bookingId)).slice(1)).toEqual([
    "ST-2027-0001: 29000 + 5510 = 34510",
    "RE-2027-0001: 39000 + 7410 = 46410",
  ])
  expect(await toldOf(bookingId, "invoice")).toMatchObject({ paid: 34_510 })

  expect(await findQuote({ bookingId, action: "release" }, left)).toMatchObject({
    ...{ fee: { netCents: 19_500, vatCents: 0 }, refundCents: 26_910, waivedWhenRefilled: true },
  })
  done(await releaseSeat({ bookingId }, by("participant", left)))
  await clockRuns(minutesAfter(left, 1))
  expect(await toldOf(bookingId, "released")).toMatchObject({ back: 26_910 })
  // To where it came from, the last payment first.
  expect((await refundsOf({ bookingId })).sort()).toEqual([`11900 ${refunded}`, `15010 ${refunded}`])

  await book(jonas, dearer, { now: filled })
  await clockRuns(minutesAfter(filled, 1))
  expect((await refundsOf({ bookingId })).sort().slice(2)).toEqual([`19500 ${refunded}`])
  expect(await toldOf(bookingId, "refilled")).toMatchObject({ back: 19_500 })
  expect(await findAccount(bookingId, filled)).toMatchObject({
    ...{ owed: { grossCents: 0 }, paidCents: 46_410 },
    ...(way === "card" ? { refundedCents: 46_410, openCents: 0 } : { refundedCents: 0, openCents: -46_410 }),
  })
  expect((await documentsOf(bookingId)).slice(3)).toEqual([
    "ST-2027-0002: 39000 + 7410 = 46410",
    "RE-2027-0002: 19500 + 0 = 19500",
    "ST-2027-0003: 19500 + 0 = 19500",
  ])
  expect(await settled(bookingId, filled)).toMatchObject({ owedCents: 0 })
})

it("a mail names no day on which a change was free, once that is over", async () => {
  const w = await world()
  const { bookingId } = await w.book(w.petra, w.pricedRound)
  await clockRuns(minutesAfter(monday, 5))
  expect((await toldOf(bookingId, "confirmed")).freeUntil).not.toBeNull()
  const soon = await w.session(w.formats.priced, "2026-12-10T10:00")
  const late = await w.book(w.jonas, soon, { now: minutesAfter(monday, 10) })
  await clockRuns(minutesAfter(monday, 15))
  expect(await toldOf(late.bookingId, "confirmed")).toMatchObject({ freeUntil: null })
})
