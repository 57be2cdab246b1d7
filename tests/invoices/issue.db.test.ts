import { createHash } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { db, transaction } from "@/lib/db"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { filesOf, makeDocument } from "@/lib/invoices/make-document"
import { findFiles, listInvoices } from "@/lib/invoices/queries"
import { invoiceContent } from "@/lib/invoices/schema"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { tasks } from "@/lib/tasks"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before, constraint, countedFromBefore, trigger, uniqueIndex } from "../support/twin"
import { at, done, logOf } from "../support/world"
import { bill, copies, organizer, pay, pricedBooking, write } from "./ledger"

const gross = 34_510
const documentsOf = (bookingId: string) => listInvoices(bookingId, at("2026-12-07T10:00"))
const contentOf = async (invoiceId: string) =>
  invoiceContent.parse((await db.invoice.findUniqueOrThrow({ where: { id: invoiceId } })).content)
afterEach(async ({ task }) => {
  const broken = await whatIsBroken(ownDatabase().query)
  await renewOwnDatabase()
  // A twin has broken it on purpose; and bookings that were copied have no seats.
  const aboutDocuments = broken.filter((text) => /^a (number|document)/.test(text))
  if (!/twin|typed past/.test(task.name)) expect(aboutDocuments).toEqual([])
})

describe("issuing", () => {
  it("documents what is owed, once, and says so in the log", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    const { documents } = done(await issueInvoice(booking, organizer()))
    expect(documents).toMatchObject([{ reference: "RE-2026-0001", kind: "invoice" }])
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    const content = await contentOf(documents[0]?.invoiceId as string)
    expect(content).toMatchObject({
      ...{ issuedOn: "2026-12-07", dueOn: "2026-12-21", payment: "transfer", profile: "factur_x" },
      lines: [{ suppliedOn: "2027-02-18", netCents: 29_000, detail: "Do., 18.02.2027, 16:00–17:30 Uhr (MEZ)" }],
      totals: { netCents: 29_000, vatCents: 5_510, grossCents: gross, payableCents: gross },
      buyer: { name: "Muster Anlagenbau GmbH" },
      poNumber: "4500012345",
    })
    expect(JSON.stringify(content), "who sits in the room is nobody's business").not.toContain("Petra")
    expect((await logOf(booking)).filter(({ kind }) => kind === "invoice.issued")).toHaveLength(1)
    expect(await documentsOf(booking.bookingId)).toMatchObject([
      { number: "RE-2026-0001", state: "issued", grossCents: gross, dueOn: "2026-12-21", made: false },
    ])
  })

  it("says what is paid already", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await pay(booking, gross)
    const { documents } = done(await issueInvoice(booking, organizer()))
    const { payment, dueOn, totals } = await contentOf(documents[0]?.invoiceId as string)
    expect({ payment, dueOn, ...totals }).toMatchObject({
      payment: "paid",
      dueOn: null,
      paidCents: gross,
      payableCents: 0,
    })
    expect(await documentsOf(booking.bookingId)).toMatchObject([{ state: "paid" }])
  })

  it("keeps what is not subject to VAT on a document of its own", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await write(booking, 14_500, { kind: "fee", category: "O" })
    const { documents } = done(await issueInvoice(booking, organizer()))
    const contents = await Promise.all(documents.map(({ invoiceId }) => contentOf(invoiceId)))
    expect(contents.map(({ vat }) => vat.map(({ category }) => category))).toEqual([["S"], ["O"]])
  })

  it("refuses what it cannot say", async () => {
    const { booking, januaryRound } = await pricedBooking()
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    const undecided = await write(booking, 29_000, { category: null })
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "vat_undecided" })
    await write(booking, -29_000, { category: null, reversesId: undecided })
    await write(booking, 29_000)
    await saveSettings({ invoicing: defaultSettings.invoicing }, organizer())
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "seller_incomplete" })
    await db.billingProfile.delete({ where: { bookingId: booking.bookingId } })
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "billing_missing" })
    expect(await issueInvoice({ bookingId: januaryRound.id }, organizer())).toMatchObject({ reason: "not_found" })
    expect(await db.invoiceCounter.count(), "no number was used up").toBe(0)
  })

  it("writes an XRechnung for whoever has a Leitweg-ID", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    await bill(booking, { buyerReference: "04011000-1234512345-06" })
    const { documents } = done(await issueInvoice(booking, organizer()))
    expect((await contentOf(documents[0]?.invoiceId as string)).profile).toBe("xrechnung")
  })

  it("begins anew every year, in the zone of the house", async () => {
    const { booking } = await pricedBooking()
    const [first, second] = await copies(booking, 2)
    done(await issueInvoice(first as never, organizer(at("2026-12-31T23:59"))))
    const { documents } = done(await issueInvoice(second as never, organizer(at("2027-01-01T00:00"))))
    expect(documents[0]?.reference).toBe("RE-2027-0001")
  })
})

describe("taking back", () => {
  /** An invoice over a price and a voucher. */
  async function invoiced() {
    const arranged = await pricedBooking()
    const price = await write(arranged.booking, 29_000)
    const discount = await write(arranged.booking, -2_900, { kind: "discount" })
    const { documents } = done(await issueInvoice(arranged.booking, organizer()))
    return { ...arranged, price, discount, invoiceId: documents[0]?.invoiceId as string }
  }

  it("credits what the ledger takes back, with a fee beside it", async () => {
    const { booking, price, discount, invoiceId } = await invoiced()
    await write(booking, -29_000, { reversesId: price })
    await write(booking, 2_900, { kind: "discount", reversesId: discount })
    await write(booking, 13_050, { kind: "fee", category: "O" })
    const { documents } = done(await issueInvoice(booking, organizer(at("2026-12-07T09:30"))))
    expect(documents.map(({ reference }) => reference)).toEqual(["ST-2026-0001", "RE-2026-0002"])
    const credit = await contentOf(documents[0]?.invoiceId as string)
    expect(credit.corrects).toEqual({ reference: "RE-2026-0001", issuedOn: "2026-12-07", whole: true })
    expect(credit.totals).toEqual({ ...(await contentOf(invoiceId)).totals, paidCents: 0 })
    expect((await documentsOf(booking.bookingId)).map(({ number, state }) => `${number} ${state}`)).toEqual([
      ...["RE-2026-0001 credited", "ST-2026-0001 issued", "RE-2026-0002 issued"],
    ])
    expect(await issueCreditNote({ invoiceId }, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
  })

  it("credits a part, and the rest when it is asked for", async () => {
    const { booking } = await pricedBooking()
    const [first] = [await write(booking, 29_000), await write(booking, 12_000, { rateBasisPoints: 700 })]
    const { documents: issued } = done(await issueInvoice(booking, organizer()))
    await write(booking, -29_000, { reversesId: first })
    const part = done(await issueInvoice(booking, organizer())).documents
    expect((await contentOf(part[0]?.invoiceId as string)).corrects?.whole).toBe(false)
    const rest = done(await issueCreditNote({ invoiceId: issued[0]?.invoiceId as string }, organizer()))
    expect((await contentOf(rest.document.invoiceId)).totals.grossCents).toBe(12_840)
    const [{ sum }] = (await ownDatabase().query<{ sum: number }>(
      "SELECT sum(CASE kind WHEN 'invoice' THEN gross_cents ELSE -gross_cents END)::int AS sum FROM invoices",
    )) as [{ sum: number }]
    expect(sum).toBe(0)
  })

  it("answers a change of the recipient by a Storno and a new invoice", async () => {
    const { booking, invoiceId } = await invoiced()
    await bill(booking, { companyName: "Neue Firma AG" })
    const storno = done(await issueCreditNote({ invoiceId }, organizer()))
    const again = done(await issueInvoice(booking, organizer())).documents
    expect((await contentOf(storno.document.invoiceId)).buyer.name).toBe("Muster Anlagenbau GmbH")
    expect((await contentOf(again[0]?.invoiceId as string)).buyer.name).toBe("Neue Firma AG")
    expect(await issueCreditNote({ invoiceId }, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
    expect(await issueCreditNote({ invoiceId: storno.document.invoiceId }, organizer())).toMatchObject({
      reason: "not_found",
    })
    expect(done(await issueCreditNote({ invoiceId: again[0]?.invoiceId as string }, organizer())).document.kind).toBe(
      "credit_note",
    )
  })

  it("issues nothing for what was taken back before it stood anywhere", async () => {
    const { booking } = await pricedBooking()
    const price = await write(booking, 29_000)
    await write(booking, -29_000, { reversesId: price })
    expect(await issueInvoice(booking, organizer())).toMatchObject({ reason: "nothing_to_invoice" })
  })

  it("never has an entry on two documents, also when both are asked for at once", async () => {
    const { booking, invoiceId } = await invoiced()
    const answers = await Promise.all([1, 2, 3].map(() => issueCreditNote({ invoiceId }, organizer())))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const issued = await Promise.all([1, 2, 3].map(() => issueInvoice(booking, organizer())))
    expect(issued.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe("the numbers", () => {
  const fifty = async () => {
    const { booking } = await pricedBooking()
    const bookings = await copies(booking, 50)
    // Some fail after their number was taken, as a process that dies does.
    const failing = [1, 2, 3, 4, 5].map(() =>
      transaction(async (tx) => {
        await tx.$queryRaw`SELECT take_number('RE', 2026)`
        throw new Error("died")
      }).catch(() => null),
    )
    await Promise.allSettled([...bookings.map((one) => issueInvoice(one, organizer())), ...failing])
    const numbers = await db.invoice.findMany({ select: { number: true }, orderBy: { number: "asc" } })
    return numbers.map(({ number }) => number)
  }
  const all = Array.from({ length: 50 }, (_, index) => index + 1)

  it("are fifty for fifty at once, without a gap", async () => {
    expect(await fifty()).toEqual(all)
  })

  it("twin: are not, where the counter is read before it is its turn", async () => {
    const unguarded = [
      ...[trigger("invoices", "invoices_number"), uniqueIndex("invoices_series_year_number_key")],
      ...[uniqueIndex("invoices_reference_key"), countedFromBefore("invoice_counters", "series", "next")],
    ]
    await renewOwnDatabase({ without: unguarded.join("\n") })
    expect(await fifty()).not.toEqual(all)
  })

  it("cannot be typed past the counter", async () => {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    done(await issueInvoice(booking, organizer()))
    const copy = (number: number) =>
      ownDatabase().query(
        `INSERT INTO invoices (kind, series, year, number, reference, booking_id, issued_on, currency, net_cents, vat_cents,
           gross_cents, content, issued_at)
         SELECT kind, series, year, $1::int, $1::text, booking_id, issued_on, currency, net_cents, vat_cents, gross_cents,
           content, issued_at FROM invoices`,
        [number],
      )
    await expect(copy(3)).rejects.toThrow("invoices_without_gap")
    await expect(copy(2), "nor without having taken it").rejects.toThrow("invoices_without_gap")
    await renewOwnDatabase({ without: trigger("invoices", "invoices_number") })
    const { booking: other } = await pricedBooking()
    await write(other, 29_000)
    done(await issueInvoice(other, organizer()))
    await copy(3)
  })
})

describe("what is issued", () => {
  const changes = [
    ["invoices", "invoices_kept", "UPDATE invoices SET gross_cents = gross_cents + 1, net_cents = net_cents + 1"],
    ["invoices", "invoices_kept", "UPDATE invoices SET content = '{}'"],
    ["invoice_entries", "invoice_entries_kept", "DELETE FROM invoice_entries"],
    ["invoice_documents", "invoice_documents_kept", "DELETE FROM invoice_documents"],
    ["invoice_documents", "invoice_documents_kept", "UPDATE invoice_documents SET made_at = now()"],
    ["ledger_entries", "ledger_entries_kept", "UPDATE ledger_entries SET at = now()"],
  ] as const
  async function issued() {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    const { documents } = done(await issueInvoice(booking, organizer()))
    await makeDocument({ invoiceId: documents[0]?.invoiceId as string })
  }

  it.each(changes)("stays: %s by %s", async (_, name, sql) => {
    await issued()
    await expect(ownDatabase().query(sql)).rejects.toThrow(name)
  })

  it.each(changes)("twin: changes without it: %s, %s", async (table, name, sql) => {
    await renewOwnDatabase({ without: trigger(table, name) })
    await issued()
    await ownDatabase().query(sql)
  })

  it("is not emptied either", async () => {
    await issued()
    for (const table of ["invoices", "invoice_entries", "invoice_documents", "ledger_entries"])
      await expect(ownDatabase().query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow("_kept")
  })

  it("stands once, also past the app; twin: twice without the guard", async () => {
    const twice = async () => {
      const { booking } = await pricedBooking()
      await write(booking, 29_000)
      done(await issueInvoice(booking, organizer()))
      const [other] = await copies(booking, 1)
      done(await issueInvoice(other as never, organizer()))
      await ownDatabase().query(
        `INSERT INTO invoice_entries (entry_id, invoice_id)
         SELECT e.id, i.id FROM ledger_entries e, invoices i WHERE i.number = 2 AND e.booking_id = $1`,
        [booking.bookingId],
      )
    }
    await expect(twice()).rejects.toThrow("invoice_entries_once")
    await renewOwnDatabase({ without: trigger("invoice_entries", "invoice_entries_guard") })
    await twice()
  })
})

describe("the files", () => {
  async function waiting() {
    const { booking } = await pricedBooking()
    await write(booking, 29_000)
    const { documents } = done(await issueInvoice(booking, organizer()))
    return { booking, invoiceId: documents[0]?.invoiceId as string }
  }
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

  it("are made by a job of the transaction that issues", async () => {
    const { booking } = await waiting()
    await drainJobs()
    expect(await findFiles(booking.bookingId, "RE-2026-0001")).toMatchObject({ reference: "RE-2026-0001" })
    expect(await documentsOf(booking.bookingId)).toMatchObject([{ made: true }])
  })

  it("are made once, however often and by however many", async () => {
    const { booking, invoiceId } = await waiting()
    expect(await findFiles(booking.bookingId, "RE-2026-0001")).toBe(null)
    await Promise.all([1, 2, 3].map(() => tasks["make-document"]({ invoiceId })))
    const kept = await findFiles(booking.bookingId, "RE-2026-0001")
    await tasks["make-document"]({ invoiceId })
    expect(await findFiles(booking.bookingId, "RE-2026-0001")).toEqual(kept)
    expect(kept?.pdfSha256).toBe(sha256(kept?.pdf as Uint8Array))
    const again = await filesOf(await contentOf(invoiceId))
    expect(sha256(again.pdf), "the same bytes, made again").toBe(kept?.pdfSha256)
    expect(sha256(again.xml)).toBe(kept?.xmlSha256)
    expect(await findFiles(invoiceId, "RE-2026-0001"), "of another booking").toBe(null)
  })

  it("are made after a crash between making and keeping", async () => {
    const crash = before("INSERT", "invoice_documents", "RAISE EXCEPTION 'died'")
    await renewOwnDatabase({ without: crash })
    const { booking, invoiceId } = await waiting()
    await expect(makeDocument({ invoiceId })).rejects.toThrow()
    await ownDatabase().query("DROP TRIGGER a_twin ON invoice_documents")
    await makeDocument({ invoiceId })
    expect(await findFiles(booking.bookingId, "RE-2026-0001")).not.toBe(null)
  })

  it("are not kept with another hash; twin: are, without the check", async () => {
    const forge = async () => {
      const { invoiceId } = await waiting()
      await ownDatabase().query(
        "INSERT INTO invoice_documents VALUES ($1, 'a', 'b', repeat('0', 64), repeat('0', 64), now())",
        [invoiceId],
      )
    }
    await expect(forge()).rejects.toThrow("invoice_documents_sha256")
    await renewOwnDatabase({ without: constraint("invoice_documents", "invoice_documents_sha256") })
    await forge()
  })
})
