import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { listDueReminders, listOpenItems, sumOpenItems } from "@/lib/invoices/queries-open-items"
import { remindPayments } from "@/lib/invoices/remind-payments"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { settled } from "../payments/paying"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { countQueries } from "../support/query-count"
import { at, done, monday } from "../support/world"
import { organizer, pricedBooking } from "./ledger"

const copies = 205
// Reminded from the 24th on.
const now = at("2026-12-28T10:00")
const tables = ["bookings", "seats", "billing_profiles", "ledger_entries", "invoices", "invoice_entries"]
const other: Record<string, string> = {
  ...Object.fromEntries(
    ["id", "booking_id", "seat_id", "entry_id", "invoice_id"].map((id) => [id, `md5(t.${id}::text || i)::uuid`]),
  ),
  reference: "left(t.reference, 2) || lpad(i::text, 4, '0')",
  number: "t.number + i",
  occasion: "t.occasion || i",
  // Each of another moment, some of them of the same.
  at: "t.at + (i / 2) * interval '1 second'",
}

/** A booking with an unpaid invoice, and many more like it: as rows, since booking takes its time. */
async function manyUnpaid() {
  await renewOwnDatabase()
  const { booking } = await pricedBooking()
  await settled(booking.bookingId, monday)
  done(await issueInvoice(booking, organizer()))
  const { query } = ownDatabase()
  const statements = await Promise.all(
    tables.map(async (table) => {
      const columns = await query<{ name: string }>(
        "SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER'",
        [table],
      )
      const names = columns.map(({ name }) => name)
      const values = names.map((name) => other[name] ?? `t."${name}"`)
      return `INSERT INTO ${table} ("${names.join('", "')}") SELECT ${values.join(", ")} FROM ${table} t, generate_series(1, ${copies}) i;`
    }),
  )
  await query(
    `DROP INDEX seats_one_per_person; SET session_replication_role = replica; ${statements.join(" ")} RESET session_replication_role`,
  )
  return { bookingId: booking.bookingId }
}

it("more than a page of open items are shown page by page, each once, and summed up together", async () => {
  await manyUnpaid()
  const seen: string[] = []
  const queries = new Set<number>()
  let cursor: string | undefined
  do {
    let page!: Awaited<ReturnType<typeof listOpenItems>>
    queries.add(await countQueries(async () => void (page = await listOpenItems("de", { cursor }, now))))
    seen.push(...page.items.map(({ bookingId }) => bookingId))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect([seen.length, new Set(seen).size]).toEqual([copies + 1, copies + 1])
  expect(queries.size).toBe(1)
  const all = { count: copies + 1, overdue: copies + 1, undecided: 0 }
  const cents = (copies + 1) * 34_510
  expect(await sumOpenItems({ show: "open" }, now)).toEqual([
    { currency: "EUR", ...all, openCents: cents, overdueCents: cents },
  ])
  const [first] = (await listOpenItems("de", { cursor: "made up" }, now)).items
  expect(first?.bookingId).toBe(seen[0])
})

it("reminders starve behind nothing: each item is due once, however many there are", async () => {
  const { bookingId } = await manyUnpaid()
  // What is disputed is overdue the longest and never due.
  await db.payment.create({
    data: {
      bookingId,
      method: "sepa_debit",
      state: "processing",
      grossCents: 34_510,
      currency: "EUR",
      createdAt: monday,
    },
  })
  expect(await listDueReminders(now)).toHaveLength(copies)
  await saveSettings({ dunning: { ...defaultSettings.dunning, byItself: true } }, organizer())
  expect([await remindPayments({ now }), await remindPayments({ now })]).toEqual([copies, 0])
  expect(await db.paymentReminder.count({ where: { step: 1 } })).toBe(copies)
})
