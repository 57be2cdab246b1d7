import { getSettings } from "@/lib/sessions/settings"
import { joinWaitlist as join } from "@/lib/waitlist/join-waitlist"
import { joinWaitlist } from "../../_contract/operations"
import { endpoint, methods } from "../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(joinWaitlist, async ({ body: { businessUse: _, acceptTerms: __, noSales, ...entry } }) => {
    const { version } = (await getSettings()).legal
    const joined = await join({
      ...entry,
      businessUseVersion: version,
      termsVersion: version,
      noSalesVersion: noSales && version,
    })
    return joined.ok ? { ok: true, id: joined.entryId, location: `/api/v1/waitlist/${joined.entryId}` } : joined
  }),
})
