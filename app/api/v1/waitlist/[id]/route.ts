import { refuse } from "@/lib/errors"
import { findHolderEntry } from "@/lib/waitlist/queries"
import { getEntry } from "../../../_contract/operations"
import { endpoint, methods } from "../../../_edge/endpoint"
import { toEntry } from "../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getEntry, async ({ holder }) => {
    const entry = await findHolderEntry(holder, "de")
    return entry ? { ok: true, ...toEntry(entry) } : refuse("not_found")
  }),
})
