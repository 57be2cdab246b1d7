import { now } from "@/lib/clock"
import { listInvoices as list } from "@/lib/invoices/queries"
import { readsFees } from "@/lib/bookings/after-roster"
import { readersFor, seesAccount } from "@/lib/bookings/queries-payer"
import { listInvoices } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toInvoice } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(listInvoices, async ({ holder, params: { reference } }) => {
    const sees = (await seesAccount(holder)) && (await readsFees(holder))
    const invoices = sees ? await list(holder.bookingId, now(), await readersFor(holder)) : []
    return { ok: true, items: invoices.map((invoice) => toInvoice(invoice, reference)) }
  }),
})
