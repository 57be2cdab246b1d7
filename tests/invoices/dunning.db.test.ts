import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { listOpenItems } from "@/lib/invoices/queries-open-items"
import { remindPayment } from "@/lib/invoices/remind-payment"
import { remindPayments } from "@/lib/invoices/remind-payments"
import { sendMail } from "@/lib/notifications/send-mail"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { react } from "@/lib/reactions"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { lockIn, uniqueIndex } from "../support/twin"
import { at, by, done, monday } from "../support/world"
import { settled } from "../payments/paying"
import { organizer, pricedBooking } from "./ledger"

// Due on 21 December; reminded from the 24th on.
const [dueOn, first, second, third] = ["2026-12-21", "2026-12-24T10:00", "2026-12-31T10:00", "2027-01-11T10:00"]

beforeEach(() => renewOwnDatabase())
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** A booking with an invoice nobody has paid. */
async function unpaid() {
  const { bookingId, reference } = (await pricedBooking()).booking
  await settled(bookingId, monday)
  done(await issueInvoice({ bookingId }, organizer()))
  return { bookingId, reference }
}
const remind = ({ bookingId }: { bookingId: string }, localTime: string, step?: number) =>
  remindPayment({ bookingId, step }, by("organizer", at(localTime)))
const mailed = async () => {
  await drainJobs()
  const where = { kind: { in: ["payment_reminder", "payment_demand", "payment_last_demand"] } }
  const mails = await db.mail.findMany({ where, orderBy: [{ createdAt: "asc" }, { recipient: "asc" }] })
  return mails.map(({ kind, recipient }) => `${kind} ${recipient}`)
}
const items = async (localTime: string, show: "open" | "overdue" | "all" = "open") =>
  (await listOpenItems("de", { show }, at(localTime))).items

describe("open items", () => {
  it("say what is open, since when, and which reminder comes next", async () => {
    const booking = await unpaid()
    const [item] = await items("2026-12-20T10:00")
    expect(item).toMatchObject({
      ...{ reference: booking.reference, familyName: "Muster", openCents: 34_510, owedCents: 34_510, daysOverdue: -1 },
      ...{ invoice: { number: "RE-2026-0001", dueOn }, next: { step: 1, from: "2026-12-24", isDue: false } },
    })
    expect(await items("2026-12-21T10:00", "overdue")).toEqual([])
    expect((await items("2026-12-22T10:00", "overdue")).map(({ daysOverdue }) => daysOverdue)).toEqual([1])
  })

  it("go with the payment, and stay among all", async () => {
    const { bookingId } = await unpaid()
    const transfer = { requestId: randomUUID(), bookingId, grossCents: 34_510, receivedOn: "2026-12-22" }
    done(await recordTransfer(transfer, by("organizer", at("2026-12-22T10:00"))))
    expect(await items(first)).toEqual([])
    expect(await items(first, "all")).toMatchObject([
      { openCents: 0, daysOverdue: null, next: null, transfers: [{ grossCents: 34_510, receivedOn: "2026-12-22" }] },
    ])
    expect(await remind({ bookingId }, first)).toMatchObject({ reason: "nothing_due" })
  })
})

describe("a reminder", () => {
  it("goes to whoever gets the invoices in three steps, each once", async () => {
    const booking = await unpaid()
    await db.billingProfile.update({
      where: { bookingId: booking.bookingId },
      data: { emails: ["a@muster.example", "b@muster.example"] },
    })
    expect(await remind(booking, "2026-12-23T10:00")).toMatchObject({ reason: "nothing_due" })
    for (const [step, day] of [first, second, third].entries()) {
      expect(await remind(booking, day, step + 1)).toEqual({ ok: true, reminded: true })
      expect(await remind(booking, day, step + 1)).toEqual({ ok: true, reminded: false })
      expect(await remind(booking, day)).toMatchObject({ reason: "nothing_due" })
    }
    expect(await mailed()).toEqual(
      ["payment_reminder", "payment_demand", "payment_last_demand"].flatMap((kind) => [
        ...[`${kind} a@muster.example`, `${kind} b@muster.example`],
      ]),
    )
    expect(await db.activity.count({ where: { kind: "payment.reminded" } })).toBe(3)
    expect(await remind(booking, "2027-03-01T10:00")).toMatchObject({ reason: "nothing_due" })
  })

  it("is not sent of what is disputed, under way, or on no invoice", async () => {
    const { booking } = await pricedBooking()
    await settled(booking.bookingId, monday)
    expect(await remind(booking, "2027-02-01T10:00")).toMatchObject({ reason: "nothing_due" })
    done(await issueInvoice(booking, organizer()))
    const payment = await db.payment.create({
      data: {
        ...{ bookingId: booking.bookingId, method: "sepa_debit", state: "processing" },
        ...amount,
        createdAt: monday,
      },
    })
    expect(await remind(booking, first)).toMatchObject({ reason: "nothing_due" })
    await db.payment.update({ where: { id: payment.id }, data: { state: "failed", settledAt: monday } })
    const { id } = await db.paymentException.create({
      data: { kind: "disputed", paymentId: payment.id, detail: {}, createdAt: monday },
    })
    expect(await remind(booking, first)).toMatchObject({ reason: "nothing_due" })
    await db.paymentException.update({ where: { id }, data: { resolvedAt: monday } })
    expect(await remind(booking, first)).toEqual({ ok: true, reminded: true })
  })

  it("that waits while somebody pays is not sent", async () => {
    const booking = await unpaid()
    done(await remind(booking, first))
    const mailId = await queuedMail()
    const transfer = {
      requestId: randomUUID(),
      bookingId: booking.bookingId,
      grossCents: 34_510,
      receivedOn: "2026-12-24",
    }
    done(await recordTransfer(transfer, by("organizer", at("2026-12-24T10:05"))))
    await sendMail(mailId, { now: at("2026-12-24T10:06") })
    expect(await db.mail.findUnique({ where: { id: mailId } })).toMatchObject({ state: "skipped", skipReason: "paid" })
  })

  it("goes by itself only where the house has said so, on working days by day", async () => {
    await unpaid()
    expect(await remindPayments({ now: at(second) })).toBe(0)
    await saveSettings({ dunning: { ...defaultSettings.dunning, byItself: true } }, organizer())
    for (const never of ["2026-12-31T08:59", "2026-12-31T17:00", "2026-12-26T10:00", "2027-01-01T10:00"])
      expect(await remindPayments({ now: at(never) })).toBe(0)
    expect([await remindPayments({ now: at(second) }), await remindPayments({ now: at(second) })]).toEqual([1, 0])
    expect(await db.paymentReminder.count()).toBe(1)
  })
})

const amount = { grossCents: 34_510, currency: "EUR" }

async function queuedMail(): Promise<string> {
  const { id } = await db.activity.findFirstOrThrow({ where: { kind: "payment.reminded" } })
  await react(id)
  return (await db.mail.findFirstOrThrow({ where: { kind: "payment_reminder" } })).id
}

/** Two clicks at once, and the sweep beside them. */
async function atOnce(without?: string): Promise<{ reminders: number; mails: number }> {
  const booking = await unpaid()
  if (without) await ownDatabase().query(without)
  const now = at(first)
  await Promise.allSettled([1, 2, 3].map(() => remindPayment({ ...booking, step: 1 }, by("organizer", now))))
  return { reminders: await db.paymentReminder.count(), mails: (await mailed()).length }
}

/** Whoever asks looks first, and waits a little before writing. */
const slowly = `
  CREATE FUNCTION wait_a_little() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$;
  CREATE TRIGGER a_slow BEFORE INSERT ON payment_reminders FOR EACH ROW EXECUTE FUNCTION wait_a_little();`

describe("three who remind of the same at once", () => {
  it("send one mail", async () => expect(await atOnce(slowly)).toEqual({ reminders: 1, mails: 1 }))

  it("would send three without lock and indexes: the twin", async () => {
    const indexes = ["payment_reminders_invoice_id_step_key", "payment_reminders_invoice_id_sent_on_key"]
    const without = [
      slowly,
      lockIn("lock_booking"),
      ...[...indexes, "mails_occasion_kind_recipient_key"].map(uniqueIndex),
    ].join("\n")
    expect(await atOnce(without)).toEqual({ reminders: 3, mails: 3 })
    await renewOwnDatabase()
  })
})

it("a reminder that was sent stays", async () => {
  const booking = await unpaid()
  done(await remind(booking, first))
  await expect(db.paymentReminder.deleteMany()).rejects.toThrow()
})
