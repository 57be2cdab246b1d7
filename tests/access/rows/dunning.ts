import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { recordException } from "@/lib/payments/record-exception"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { settleBooking } from "@/lib/payments/settle-booking"
import { saveSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { seller } from "../../invoices/cases"
import { berlin, done } from "../../support/world"
import type { Cast } from "../cast"
import { onPage, type Rows } from "../row"
import { running } from "../viewers"

const today = () => localDayOf(new Date(), berlin)

/** Open items and what follows from them: transfers, reminders, refunds, exceptions. */
export const dunning: Rows = {
  "money/actions.ts recordTransferAction": onPage(running, "/organizer/money", async (cast) => ({
    ...{ requestId: randomUUID(), bookingId: await owing(cast), grossCents: "10,00", receivedOn: today() },
  })),
  "money/actions.ts withdrawTransferAction": onPage(running, "/organizer/money?show=all", async (cast) => ({
    paymentId: await transferred(cast, 1_000),
  })),
  "money/actions.ts remindPaymentAction": onPage(running, "/organizer/money", async (cast) => ({
    ...{ bookingId: await overdue(cast), step: "1" },
  })),
  "refunds/actions.ts completeRefundAction": onPage(running, "/organizer/money/refunds", async (cast) => {
    const paymentId = await transferred(cast, 40_000)
    return { refundId: (await db.refund.findFirstOrThrow({ where: { paymentId } })).id }
  }),
  "refunds/actions.ts retryRefundAction": onPage(running, "/organizer/money/refunds", async (cast) => ({
    refundId: await failed(cast),
  })),
  "exceptions/actions.ts resolveExceptionAction": onPage(running, "/organizer/money/exceptions", async (cast) => {
    const paymentId = await transferred(cast, 1_000)
    await transaction((tx, now) => recordException(tx, { kind: "disputed", paymentId, detail: { cents: 1_000 }, now }))
    const { id: exceptionId } = await db.paymentException.findFirstOrThrow({ where: { paymentId } })
    return { exceptionId, resolution: "nothing" }
  }),
  "reminders/actions.ts saveDunningAction": onPage(["owner"], "/organizer/money/reminders", () => {
    const first = 1 + Math.floor(Math.random() * 20)
    return {
      "days.0": `${first}`,
      "days.1": `${first + 10}`,
      "days.2": `${first + 20 + Math.floor(Math.random() * 50)}`,
    }
  }),
}

/** Somebody new with a seat that is to be paid. */
async function owing({ book, session, world: { formats } }: Cast): Promise<string> {
  await saveSettings({ company: seller.company, invoicing: seller.invoicing }, { actor: system })
  const { id: sessionId } = await session({ formatId: formats.priced })
  const { bookingId } = await book({ sessionId })
  await transaction((tx, now) => settleBooking(tx, { bookingId, now }))
  return bookingId
}

async function transferred(cast: Cast, grossCents: number): Promise<string> {
  const transfer = { requestId: randomUUID(), bookingId: await owing(cast), grossCents, receivedOn: today() }
  return done(await recordTransfer(transfer, { actor: system })).paymentId
}

/** With an invoice that was due a while ago. */
async function overdue(cast: Cast): Promise<string> {
  const bookingId = await owing(cast)
  done(await issueInvoice({ bookingId }, { actor: system, now: new Date(Date.now() - 60 * 86_400_000) }))
  return bookingId
}

/** By card, too much, and Stripe could not give it back. */
async function failed(cast: Cast): Promise<string> {
  const bookingId = await owing(cast)
  const now = new Date()
  const money = { grossCents: 40_000, currency: "EUR", createdAt: now, settledAt: now }
  await db.payment.create({ data: { bookingId, method: "card", state: "paid", ...money } })
  await transaction((tx, at) => settleBooking(tx, { bookingId, now: at }))
  const { id } = await db.refund.findFirstOrThrow({ where: { payment: { bookingId } } })
  await db.refund.update({ where: { id }, data: { state: "failed", failure: "declined", settledAt: now } })
  return id
}
