import { zipSync } from "fflate"
import { randomUUID } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { assignCredit } from "@/lib/payments/assign-credit"
import { assignCredits } from "@/lib/payments/assign-credits"
import { forgetCredits } from "@/lib/payments/forget-credits"
import { keepStatement } from "@/lib/payments/keep-statement"
import { listCredits } from "@/lib/payments/queries-credits"
import { setAsideCredit } from "@/lib/payments/set-aside-credit"
import { saveSettings } from "@/lib/sessions/settings"
import { bill } from "../invoices/ledger"
import { seller } from "../invoices/cases"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { lockIn, pause, trigger, uniqueIndex } from "../support/twin"
import { at, by, done, logOf, people, world } from "../support/world"
import { ledgerOf, refundsOf, settled } from "./paying"
import { bytesOf, directBank, type Given, savingsBank } from "./statements"

const wednesday = at("2026-12-09T10:00")
const organizer = by("organizer", wednesday)

beforeEach(() => renewOwnDatabase())
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** A sure seat for 345,10 € that is paid by invoice, with its invoice. */
async function owing() {
  const w = await world()
  await saveSettings({ company: seller.company, invoicing: seller.invoicing }, organizer)
  const booking = await w.book(people.petra, w.pricedRound)
  await settled(booking.bookingId, w.now)
  await bill(booking)
  const { documents } = done(await issueInvoice(booking, by("organizer", w.now)))
  return { ...booking, number: documents[0]!.reference }
}
const keep = (xml: string | Uint8Array) =>
  keepStatement({ bytes: typeof xml === "string" ? bytesOf(xml) : xml }, organizer)
const petra = (text: string, more: Partial<Given> = {}): Given => ({
  ...{ cents: 34_510, payer: "Muster Anlagenbau GmbH", text, ...more },
})
const listed = async () =>
  (await listCredits()).map(({ credit, match }) => `${credit.remittance}: ${match ? match.why : "nobody"}`)
const sole = async () => (await db.bankCredit.findFirstOrThrow()).id

describe("a statement", () => {
  it("becomes payments, once they are confirmed", async () => {
    const { number, ...booking } = await owing()
    const rent: Given = { cents: 90_000, side: "DBIT", text: "Miete" }
    const read = await keep(savingsBank([petra(`Rechnung ${number}`), rent, petra("Beitrag", { payer: "Wer" })]))
    expect(read).toEqual({ ok: true, added: 2, known: 0, debits: 1, others: 0 })
    expect(await ledgerOf(booking), "nothing by itself").toEqual(["price 34510"])
    const [exact, other] = await listCredits()
    expect(exact).toMatchObject({
      match: { why: "exact", item: { ...{ bookingId: booking.bookingId, openCents: 34_510 } } },
    })
    expect(other).toMatchObject({ match: null, credit: { payer: "Wer", bookedOn: "2026-12-08" } })
    const picked = [{ creditId: exact!.credit.id, bookingId: exact!.match!.item.bookingId }]
    expect(await assignCredits(picked, organizer)).toEqual({ ok: true, taken: 1 })
    expect(await ledgerOf(booking)).toEqual(["price 34510", "payment 34510"])
    const payment = await db.payment.findFirstOrThrow({ include: { bankCredit: true } })
    expect(payment).toMatchObject({ method: "invoice", state: "paid", receivedOn: new Date("2026-12-08") })
    expect(payment.bankCredit).toMatchObject({ payer: null, remittance: null, settledAt: wednesday })
    expect(await listed()).toEqual(["Beitrag: nobody"])
    expect((await logOf(booking)).map(({ kind }) => kind)).toContain("transfer.recorded")
  })

  it("counts once, in whatever file it comes and whatever became of it", async () => {
    const { number, bookingId } = await owing()
    const entries = [petra(number, { ref: "A1" }), petra("Beitrag", { ref: "A2" })]
    done(await keep(savingsBank(entries)))
    const [first, second] = await listCredits()
    done(await assignCredit({ creditId: first!.credit.id, bookingId }, organizer))
    done(await setAsideCredit({ creditId: second!.credit.id }, organizer))
    for (const file of [savingsBank(entries), directBank(entries), zipSync({ "a.xml": bytesOf(directBank(entries)) })])
      expect(await keep(file)).toMatchObject({ added: 0, known: 2 })
    expect(await listCredits()).toEqual([])
    expect(await ledgerOf({ bookingId })).toEqual(["price 34510", "payment 34510"])
  })

  it("may be several in a zip file, the same one twice among them", async () => {
    const { number } = await owing()
    const one = bytesOf(savingsBank([petra(number)]))
    const zip = zipSync({ "a.xml": one, "b/c.XML": one, "d.xml": bytesOf(directBank([petra("x")])), "read.me": one })
    expect(await keep(zip)).toMatchObject({ ok: true, added: 2, known: 1 })
  })

  it("shows what fits in part, and ticks what fits exactly", async () => {
    const { number, reference } = await owing()
    done(
      await keep(
        directBank([
          ...[petra(number, { cents: 34_500 }), petra(reference), petra(`noch einmal ${reference}`), petra("Danke")],
          ...[petra("Danke", { payer: "Jemand" }), petra(number, { currency: "CHF" })],
        ]),
      ),
    )
    expect(await listed()).toEqual([
      ...[`${number}: number`, `${reference}: exact`, `noch einmal ${reference}: number`, "Danke: name"],
      ...["Danke: nobody", `${number}: number`],
    ])
  })
})

describe("a statement is refused", () => {
  it("when it is of another account, too large, or none at all", async () => {
    const { number } = await owing()
    const other = { iban: "DE12500105170648489890" }
    expect(await keep(savingsBank([petra(number)], other))).toEqual({ ok: false, reason: "other_account" })
    const both = zipSync({ "a.xml": bytesOf(savingsBank([])), "b.xml": bytesOf(directBank([], other)) })
    expect(await keep(both)).toEqual({ ok: false, reason: "other_account" })
    expect(await keep(new Uint8Array(5 * 1024 ** 2 + 1))).toEqual({ ok: false, reason: "statement_too_large" })
    const bomb = zipSync({ "a.xml": new Uint8Array(6 * 1024 ** 2) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await keep(bomb)).toEqual({ ok: false, reason: "statement_too_large" })
    for (const zip of [zipSync({ "read.me": bytesOf("") }), bomb.slice(0, 100)])
      expect(await keep(zip)).toEqual({ ok: false, reason: "statement_unreadable" })
    const { iban: _, ...invoicing } = seller.invoicing
    await saveSettings({ invoicing }, organizer)
    expect(await keep(savingsBank([]))).toEqual({ ok: false, reason: "iban_missing" })
    expect(await db.bankCredit.count()).toBe(0)
  })
})

describe("a credit", () => {
  it("is refused for what cannot be, without stopping the others, and is kept then", async () => {
    const { bookingId, number } = await owing()
    const early = petra(number, { day: "2026-12-06" })
    done(await keep(savingsBank([early, petra("CHF", { currency: "CHF" }), petra("Danke", { cents: 100 })])))
    const credits = await listCredits()
    const picked = credits.map(({ credit }) => ({ creditId: credit.id, bookingId }))
    expect(await assignCredits(picked, organizer)).toEqual({ ok: false, reason: "credits_left", taken: 1, left: 2 })
    expect(await ledgerOf({ bookingId })).toEqual(["price 34510", "payment 100"])
    expect(await assignCredit(picked[0]!, organizer)).toMatchObject({ reason: "day_impossible" })
    expect(await assignCredit(picked[1]!, organizer)).toMatchObject({ reason: "other_currency" })
    const nowhere = { creditId: picked[0]!.creditId, bookingId: randomUUID() }
    expect(await assignCredit(nowhere, organizer)).toMatchObject({ reason: "not_found" })
    expect(await setAsideCredit({ creditId: randomUUID() }, organizer)).toMatchObject({ reason: "not_found" })
    expect(await listCredits()).toHaveLength(2)
  })

  it("stays as somebody has dealt with it, also for the database", async () => {
    const { bookingId, number } = await owing()
    done(await keep(savingsBank([petra(number)])))
    const creditId = await sole()
    expect(await setAsideCredit({ creditId }, organizer)).toEqual({ ok: true, setAside: true })
    expect(await setAsideCredit({ creditId }, organizer)).toEqual({ ok: true, setAside: false })
    expect(await assignCredit({ creditId, bookingId }, organizer)).toEqual({ ok: true, assigned: false })
    expect(await ledgerOf({ bookingId })).toEqual(["price 34510"])
    await expect(db.bankCredit.updateMany({ data: { settledAt: null } })).rejects.toThrow("bank_credits_kept")
    await expect(db.bankCredit.deleteMany()).rejects.toThrow("bank_credits_kept")
  })

  it("is forgotten after two months, and still known", async () => {
    const { number } = await owing()
    const xml = savingsBank([petra(number)])
    done(await keep(xml))
    await forgetCredits()
    expect(await listCredits()).toHaveLength(1)
    await db.bankCredit.updateMany({ data: { readAt: new Date(Date.now() - 61 * 86_400_000) } })
    await forgetCredits()
    expect(await db.bankCredit.findFirstOrThrow()).toMatchObject({ payer: null, remittance: null, paymentId: null })
    expect(await keep(xml)).toMatchObject({ added: 0, known: 1 })
  })
})

describe("at the same moment", () => {
  /** How often an entry is there when its statement is uploaded by several people. */
  async function uploadedAtOnce(without = ""): Promise<number> {
    await renewOwnDatabase({ without })
    const { number } = await owing()
    const xml = savingsBank([petra(number)])
    await Promise.all([1, 2, 3].map(() => keep(xml)))
    return db.bankCredit.count()
  }

  it("a statement is uploaded by several people, and comes in once", async () => {
    expect(await uploadedAtOnce()).toBe(1)
    expect(await uploadedAtOnce(uniqueIndex("bank_credits_key_key")), "twin").toBe(3)
  })

  /** What a booking has paid when one credit is confirmed several times at once. */
  async function confirmedAtOnce(without = ""): Promise<{ paid: number; assigned: number }> {
    await renewOwnDatabase({ without: [pause("INSERT", "payments", 500), without].join("\n") })
    const { bookingId, number } = await owing()
    done(await keep(savingsBank([petra(number)])))
    const creditId = await sole()
    const answers = await Promise.all([1, 2, 3].map(() => assignCredit({ creditId, bookingId }, organizer)))
    const entries = await ledgerOf({ bookingId })
    return {
      paid: entries.filter((entry) => entry.startsWith("payment")).length,
      assigned: answers.filter((answer) => answer.ok && answer.assigned).length,
    }
  }

  it("a credit is confirmed by several people, and paid once", async () => {
    expect(await confirmedAtOnce()).toEqual({ paid: 1, assigned: 1 })
    const unprotected = [lockIn("lock_credit"), trigger("bank_credits", "bank_credits_kept")].join("\n")
    expect((await confirmedAtOnce(unprotected)).paid, "twin").toBeGreaterThan(1)
  })

  it("a credit is taken for two bookings, and is one payment", async () => {
    const { number, bookingId } = await owing()
    const w = await world()
    const jonas = await w.book(people.jonas, w.pricedRound)
    await settled(jonas.bookingId, w.now)
    done(await keep(savingsBank([petra(number)])))
    const creditId = await sole()
    await Promise.all([bookingId, jonas.bookingId].map((id) => assignCredit({ creditId, bookingId: id }, organizer)))
    expect(await db.payment.count()).toBe(1)
    expect([...(await refundsOf({ bookingId })), ...(await refundsOf(jonas))]).toEqual([])
  })
})
