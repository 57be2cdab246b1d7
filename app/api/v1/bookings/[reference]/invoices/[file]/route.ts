import { refuse } from "@/lib/errors"
import { openFile } from "@/lib/invoices/open-file"
import { getInvoiceFile } from "../../../../../_contract/operations"
import { endpoint, methods } from "../../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getInvoiceFile, async ({ holder: { bookingId }, params: { file: name } }) => {
    const file = await openFile({ bookingId, name })
    return file ? { ok: true, file } : refuse("not_found")
  }),
})
