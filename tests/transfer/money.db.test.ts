import { expect, it } from "vitest"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db, transaction } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { makeDocument } from "@/lib/invoices/make-document"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { saveSettings } from "@/lib/sessions/settings"
import { exportArchive } from "@/lib/transfer/export-archive"
import { restoreArchive } from "@/lib/transfer/restore-archive"
import { archivedTables } from "@/lib/transfer/tables"
import { seller } from "../invoices/cases"
import { payment, settled } from "../payments/paying"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { by, done, minutesAfter, monday, world } from "../support/world"

const owner = by("organizer", monday)
const kept = [
  "ledger_entries",
  "payments",
  "refunds",
  "voucher_uses",
  "invoices",
  "invoice_entries",
  "invoice_documents",
]

/** Every row of the tables an archive holds, but of the log that grows by itself. */
async function everything(): Promise<Record<string, string[]>> {
  const tables = (await transaction((tx) => archivedTables(tx))).filter((name) => !/^(activities|mails)$/.test(name))
  const rows = tables.map(async (table) => {
    const found = await ownDatabase().query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)
    return [table, found.map(({ row }) => row)] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}

it("an archive brings ledger, vouchers and documents back, byte for byte, and the next number follows", async () => {
  const { petra, book, pricedRound, formats, session } = await world()
  await saveSettings({ ...seller }, owner)
  done(await createVoucher(voucherInput.parse({ code: "RUNDE", worth: { kind: "percent", percent: 10 } }), owner))
  const { bookingId } = await book(petra, pricedRound, { voucher: "RUNDE" })
  await drainJobs()
  const { documents } = done(await issueInvoice({ bookingId }, owner))
  await payment({ bookingId }, { grossCents: 31_059, now: monday })
  await settled(bookingId, monday)
  const soon = minutesAfter(monday, 60)
  const next = await session(formats.priced, "2027-02-25T16:00")
  done(await rebookSeat({ bookingId, sessionId: next.id }, by("participant", soon)))
  done(await releaseSeat({ bookingId }, by("participant", soon)))
  await drainJobs()
  await makeDocument({ invoiceId: documents[0]!.invoiceId })

  const before = await everything()
  for (const table of kept) expect(before[table]!.length, table).toBeGreaterThan(0)
  const archive = new Uint8Array(await new Response(await exportArchive(owner)).arrayBuffer())
  await renewOwnDatabase()
  expect(await restoreArchive({ bytes: archive }, owner)).toMatchObject({ ok: true })
  expect(await everything()).toEqual(before)
  await expect(ownDatabase().query("DELETE FROM invoices")).rejects.toThrow(/invoices_kept/)

  await settled(bookingId, soon)
  expect((await everything()).ledger_entries, "nothing is owed anew").toEqual(before.ledger_entries)
  const credited = done(await issueInvoice({ bookingId }, by("organizer", soon)))
  expect(credited.documents.map(({ reference }) => reference)).toEqual(["ST-2026-0001"])
  expect(await db.invoice.count()).toBe(2)
})
