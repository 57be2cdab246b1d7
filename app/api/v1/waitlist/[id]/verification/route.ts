import { apiToken } from "@/lib/bookings/policy"
import { verifyEntry as verify } from "@/lib/waitlist/verify-entry"
import { verifyEntry } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(verifyEntry, async ({ params: { id: entryId }, body: proof }) => {
    const verified = await verify({ entryId, proof })
    return verified.ok ? { ok: true, manageToken: await apiToken(verified.bookingId, verified.role) } : verified
  }),
})
