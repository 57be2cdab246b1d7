import { createHash } from "node:crypto"
import { afterEach, describe, expect, it, vi } from "vitest"
import { db, transaction } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { filesOf, makeDocument } from "@/lib/invoices/make-document"
import { findFiles, listInvoices } from "@/lib/invoices/queries"
import { invoiceContent } from "@/lib/invoices/schema"
import { tasks } from "@/lib/tasks"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before, constraint, countedFromBefore, trigger, uniqueIndex } from "../support/twin"
import { at, done } from "../support/world"
import { copies, organizer, pricedBooking, write } from "./ledger"

vi.setConfig({ testTimeout: 120_000 })

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
