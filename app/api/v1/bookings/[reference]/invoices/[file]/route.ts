import { refuse } from "@/lib/errors"
import { openFile } from "@/lib/invoices/open-file"
import { readersFor, seesAccount } from "@/lib/bookings/queries-payer"
import { getInvoiceFile } from "../../../../../_contract/operations"
import { endpoint, methods } from "../../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getInvoiceFile, async ({ holder, params: { file: name } }) => {
    const readers = await readersFor(holder)
    const file = (await seesAccount(holder)) ? await openFile({ bookingId: holder.bookingId, name, readers }) : null
    return file ? { ok: true, file } : refuse("not_found")
  }),
})
