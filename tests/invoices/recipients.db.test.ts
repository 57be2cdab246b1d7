import { afterEach, describe, expect, it } from "vitest"
import { manageToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { correctBilling } from "@/lib/invoices/correct-billing"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { makeDocument } from "@/lib/invoices/make-document"
import { openFile } from "@/lib/invoices/open-file"
import { actorOfRecipients, invoiceToken, recipientOf } from "@/lib/invoices/policy"
import { listInvoices } from "@/lib/invoices/queries"
import { findBookingInvoices, findInvoicePage } from "@/lib/invoices/queries-page"
import { renewInvoices } from "@/lib/invoices/renew-invoices"
import { attachmentsOf } from "@/lib/notifications/attachments"
import { renderMail } from "@/lib/notifications/render-mail"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { issueViewToken } from "@/lib/secrets"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { tasks } from "@/lib/tasks"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before, trigger } from "../support/twin"
import { by, done, minutesAfter, monday, people, type WorldBooking } from "../support/world"
import { bill, organizer, pay, pricedBooking, write } from "./ledger"

afterEach(() => renewOwnDatabase())

const accounting = "rechnung@muster-anlagenbau.example"
/** Of the link while the booking goes to accounting, and once it goes to somebody else. */
const [first, later] = [2, 3]
const address = { street: "Neue Straße 7", postalCode: "54321", city: "Beispielhausen", country: "DE" }
const unchanged = { ...address, vatId: "DE987654321", poNumber: "4500012345" }
const byRecipient = { actor: actorOfRecipients, now: minutesAfter(monday, 5) }

async function issued() {
  const { booking, ...rest } = await pricedBooking()
  await write(booking, 29_000)
  const { documents } = done(await issueInvoice(booking, organizer()))
  return { ...rest, booking, invoiceId: documents[0]!.invoiceId, recipient: { ...booking, generation: first } }
}
const pageOf = (booking: WorldBooking, generation = first) => findInvoicePage({ ...booking, generation }, monday)
const mailsOf = async (kind: string) =>
  (await db.mail.findMany({ where: { kind }, orderBy: [{ createdAt: "asc" }, { recipient: "asc" }] })).map((mail) => ({
    ...{ to: mail.recipient, params: mail.params as Record<string, unknown>, mail },
  }))

describe("the link of who pays", () => {
  it("opens the invoices, and nothing else does", async () => {
    const { booking } = await issued()
    const token = invoiceToken({ ...booking, generation: first })
    expect(await recipientOf(token)).toEqual({ bookingId: booking.bookingId, generation: first })
    const others = [
      await manageToken(booking.bookingId, "participant"),
      ...[issueViewToken("approval", booking.bookingId, 1), issueViewToken("feed", booking.bookingId, 1)],
      ...[
        invoiceToken({ ...booking, generation: later }),
        token.slice(0, -2) + (token.at(-2) === "A" ? "B" : "A") + token.at(-1),
      ],
    ]
    for (const other of others) expect(await recipientOf(other)).toBe(null)
  })

  const saidAnew = (booking: WorldBooking, emails: string[]) => bill(booking, { emails })
  it("is void once one of them gets no more invoices, and not when somebody is added", async () => {
    const { booking } = await issued()
    const token = invoiceToken({ ...booking, generation: first })
    await saidAnew(booking, [accounting, "einkauf@muster-anlagenbau.example"])
    expect(await recipientOf(token)).not.toBe(null)
    await saidAnew(booking, ["einkauf@muster-anlagenbau.example"])
    expect(await recipientOf(token)).toBe(null)
    expect(await pageOf(booking)).toBe(null)
  })

  it("twin: stays, where nothing counts them", async () => {
    await renewOwnDatabase({ without: trigger("billing_profiles", "billing_profiles_link") })
    const { booking } = await issued()
    const token = invoiceToken({ ...booking, generation: 1 })
    await saidAnew(booking, ["einkauf@muster-anlagenbau.example"])
    expect(await recipientOf(token)).not.toBe(null)
  })

  it("shows what stands on the invoices, and not who sits there", async () => {
    const { booking } = await issued()
    const page = await pageOf(booking)
    expect(page).toMatchObject({
      papers: [{ number: "RE-2026-0001", state: "issued", grossCents: 34_510, dueOn: "2026-12-21" }],
      transfer: { iban: "DE02120300000000202051", cents: 34_510, remittance: "RE-2026-0001" },
      dueOn: "2026-12-21",
    })
    const { petra } = people
    expect(JSON.stringify(page)).not.toMatch(
      new RegExp(`${petra.givenName}|${petra.familyName}\\b(?! Anlagen)|${petra.email}`),
    )
    await pay(booking, 34_510)
    expect(await pageOf(booking)).toMatchObject({ papers: [{ state: "paid" }], transfer: null, dueOn: null })
  })

  describe("does not show what went to other mailboxes, also of a company of the same name", () => {
    const others = "rechnung@andere.example"
    const numbers = async (booking: WorldBooking, generation: number) =>
      (await pageOf(booking, generation))!.papers.map(({ number }) => number)

    /** The invoice goes to accounting; from then on somebody else pays, and what went to accounting is taken back. */
    async function passedOn() {
      const { booking } = await issued()
      const billing = { ...unchanged, company: "Muster Anlagenbau GmbH", emails: [others] }
      done(await saveBillingProfile({ bookingId: booking.bookingId, billing }, by("booker", minutesAfter(monday, 5))))
      done(await renewInvoices(booking, organizer(minutesAfter(monday, 6))))
      return booking
    }

    it("but what they got", async () => {
      const booking = await passedOn()
      expect(await numbers(booking, later)).toEqual(["RE-2026-0002"])
      const open = (reference: string) =>
        openFile({ bookingId: booking.bookingId, name: `${reference}.pdf`, readers: [others] })
      for (const reference of ["RE-2026-0001", "ST-2026-0001"]) expect(await open(reference)).toBe(null)
      expect(await open("RE-2026-0002")).not.toBe(null)
      const papers = await findBookingInvoices(booking.bookingId, [others], monday)
      expect(papers.papers.map(({ number }) => number)).toEqual(["RE-2026-0002"])
    })

    it("twin: does, where nobody knows whom it went to", async () => {
      const everybody = `NEW.recipients := ARRAY['${accounting}', '${others}']`
      await renewOwnDatabase({ without: before("INSERT", "invoices", everybody) })
      expect(await numbers(await passedOn(), later)).toEqual(["RE-2026-0002", "ST-2026-0001", "RE-2026-0001"])
    })

    it("and shows all of it to who has got all of it, whatever they are called, and to a colleague", async () => {
      const { booking } = await issued()
      await bill(booking, { companyName: "Muster Holding AG" })
      expect(await numbers(booking, first)).toEqual(["RE-2026-0001"])
      await bill(booking, { companyName: "Muster Holding AG", emails: ["einkauf@muster-anlagenbau.example"] })
      expect(await numbers(booking, later)).toEqual(["RE-2026-0001"])
    })
  })

  it("finds the bytes that are kept, also before the job has made them", async () => {
    const { booking, invoiceId } = await issued()
    const pdf = await openFile({ bookingId: booking.bookingId, name: "RE-2026-0001.pdf", readers: null })
    expect(Buffer.from(pdf!.bytes).subarray(0, 5).toString()).toBe("%PDF-")
    const { pdf: kept, xml } = await db.invoiceDocument.findUniqueOrThrow({ where: { invoiceId } })
    expect(Buffer.from(pdf!.bytes).equals(kept)).toBe(true)
    const file = await openFile({ bookingId: booking.bookingId, name: "RE-2026-0001.xml", readers: null })
    expect(Buffer.from(file!.bytes).equals(xml)).toBe(true)
    for (const name of ["RE-2026-0002.pdf", "RE-2026-0001.exe", "../RE-2026-0001.pdf", "RE-2026-0001"])
      expect(await openFile({ bookingId: booking.bookingId, name, readers: null })).toBe(null)
    expect(await openFile({ bookingId: invoiceId, name: "RE-2026-0001.pdf", readers: null })).toBe(null)
  })
})

describe("whoever pays says whom the invoice is for", () => {
  it("before it is issued, all of it but the mailboxes", async () => {
    const { booking } = await pricedBooking()
    const recipient = { ...booking, generation: first }
    const billing = { ...address, company: "Muster Holding AG", country: "AT", emails: ["jemand@anders.example"] }
    expect(done(await correctBilling({ ...recipient, billing }, byRecipient))).toEqual({ ok: true, renewed: false })
    expect(await db.billingProfile.findFirst()).toMatchObject({
      ...{ companyName: "Muster Holding AG", country: "AT", vatId: null, emails: [accounting], linkGeneration: first },
    })
    expect(await db.activity.findMany({ where: { kind: "billing.changed" } })).toMatchObject([
      { actorKind: "recipient" },
    ])
  })

  it("after that by a Storno and a new invoice, both mailed, under the same link", async () => {
    const { booking, recipient } = await issued()
    done(await correctBilling({ ...recipient, billing: unchanged }, byRecipient))
    const papers = (await pageOf(booking))!.papers
    expect(papers.map(({ number, state }) => `${number} ${state}`)).toEqual([
      ...["RE-2026-0002 issued", "ST-2026-0001 issued", "RE-2026-0001 credited"],
    ])
    expect(await db.invoice.findFirst({ where: { reference: "RE-2026-0002" } })).toMatchObject({
      content: { buyer: { name: "Muster Anlagenbau GmbH", street: "Neue Straße 7" } },
    })
    await drainJobs()
    expect((await mailsOf("invoice")).map(({ to }) => to)).toEqual([accounting, accounting])
    expect(await mailsOf("credit_note")).toMatchObject([{ to: accounting, params: { generation: first, whole: true } }])
    // Once more the same changes nothing.
    expect(done(await correctBilling({ ...recipient, billing: unchanged }, byRecipient))).toMatchObject({
      renewed: false,
    })
  })

  it("also another order number, which stands on it", async () => {
    const { recipient } = await issued()
    const billing = { ...unchanged, street: "Werkstraße 12", poNumber: "4711" }
    expect(done(await correctBilling({ ...recipient, billing }, byRecipient))).toMatchObject({ renewed: true })
  })

  it("but not what decides the tax, nor by a link that is void", async () => {
    const { booking, recipient } = await issued()
    const said = (fields: object, generation = first) =>
      correctBilling({ ...recipient, generation, billing: { ...unchanged, ...fields } }, byRecipient)
    expect(await said({ country: "AT" })).toMatchObject({ reason: "vat_would_change" })
    expect(await said({ vatId: undefined })).toMatchObject({ reason: "vat_would_change" })
    expect(await said({}, later)).toMatchObject({ reason: "not_found" })
    expect(await listInvoices(booking.bookingId, monday)).toHaveLength(1)
  })

  it("and nothing of it is kept where it cannot be issued anew", async () => {
    const { recipient } = await issued()
    await saveSettings({ invoicing: defaultSettings.invoicing }, organizer())
    expect(await correctBilling({ ...recipient, billing: unchanged }, byRecipient)).toMatchObject({
      reason: "seller_incomplete",
    })
    expect(await db.billingProfile.findFirst()).toMatchObject({ street: "Werkstraße 12" })
  })
})

describe("a document is mailed", () => {
  const three = ["buchhaltung@muster.example", "einkauf@muster.example", accounting]

  it("to whoever gets the invoices and to nobody else, once", async () => {
    const { booking, petra } = await pricedBooking()
    await bill(booking, { emails: three })
    await write(booking, 29_000)
    done(await issueInvoice(booking, organizer()))
    await drainJobs()
    const [invoice] = await db.invoice.findMany()
    await Promise.all([1, 2].map(() => tasks["make-document"]({ invoiceId: invoice!.id })))
    await drainJobs()
    const mails = await mailsOf("invoice")
    expect(mails.map(({ to }) => to).sort()).toEqual(three)
    const { text, html, subject } = await renderMail(mails[0]!.mail, { mask: false })
    expect(`${subject} ${text} ${html}`).not.toMatch(new RegExp(`${petra.givenName}|/open/|/booking/`))
    expect(text).toContain(`/invoice/${invoiceToken({ ...booking, generation: first })}`)
    expect(JSON.stringify(mails[0]!.params)).not.toContain("/invoice/")
  })

  it("with its file: the page, or the data where that is the invoice", async () => {
    const { invoiceId, booking } = await issued()
    await tasks["make-document"]({ invoiceId })
    const [page] = (await attachmentsOf((await mailsOf("invoice"))[0]!.mail))!
    expect(page).toMatchObject({ filename: "RE-2026-0001.pdf", contentType: "application/pdf" })
    expect(page!.content.subarray(0, 5).toString()).toBe("%PDF-")
    await write(booking, 1_000)
    const { documents } = done(await issueInvoice({ ...booking, profile: "xrechnung" }, organizer()))
    await tasks["make-document"]({ invoiceId: documents[0]!.invoiceId })
    const [data] = (await attachmentsOf((await mailsOf("invoice"))[1]!.mail))!
    expect(data).toMatchObject({ filename: "RE-2026-0002.xml", contentType: "application/xml" })
    expect(data!.content.toString()).toContain("xrechnung")
  })

  it("after a crash between its files and the mail", async () => {
    await renewOwnDatabase({ without: before("INSERT", "mails", "RAISE EXCEPTION 'died'") })
    const { invoiceId } = await issued()
    await expect(tasks["make-document"]({ invoiceId })).rejects.toThrow()
    expect(await db.invoiceDocument.count()).toBe(1)
    await ownDatabase().query("DROP TRIGGER a_twin ON mails")
    await tasks["make-document"]({ invoiceId })
    await tasks["make-document"]({ invoiceId })
    expect(await mailsOf("invoice")).toHaveLength(1)
  })

  it("not before there is a file, and not because somebody took one along", async () => {
    const { invoiceId } = await issued()
    await makeDocument({ invoiceId })
    expect(await mailsOf("invoice")).toEqual([])
  })

  it("and what takes it back goes to whom it went, without the link to what is not theirs", async () => {
    const { booking } = await issued()
    const billing = { ...unchanged, company: "Andere GmbH", emails: ["neu@andere.example"] }
    done(await saveBillingProfile({ bookingId: booking.bookingId, billing }, by("booker", minutesAfter(monday, 5))))
    done(await renewInvoices(booking, organizer(minutesAfter(monday, 6))))
    await drainJobs()
    expect(await mailsOf("credit_note")).toMatchObject([{ to: accounting, params: { generation: null } }])
    const [{ mail } = { mail: null }] = await mailsOf("credit_note")
    expect((await renderMail(mail!, { mask: false })).text).not.toContain("/invoice/")
    const anew = (await mailsOf("invoice")).filter(({ to }) => to === "neu@andere.example")
    expect(anew).toMatchObject([{ params: { number: "RE-2026-0002", generation: later } }])
  })
})

it("the participant says who gets the invoices", async () => {
  const { booking } = await pricedBooking()
  const billing = { ...address, emails: ["neu@muster.example"] }
  done(await saveBillingProfile({ bookingId: booking.bookingId, billing }, by("participant", monday)))
  expect(await db.billingProfile.findFirst()).toMatchObject({ emails: ["neu@muster.example"], linkGeneration: later })
})
