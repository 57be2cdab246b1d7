import { actorOf } from "@/lib/bookings/policy"
import { raiseObjection as raise } from "@/lib/round/raise-objection"
import { raiseObjection } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(raiseObjection, async ({ holder, body }) => {
    const said = await raise({ ...body, bookingId: holder.bookingId }, { actor: actorOf(holder) })
    return said.ok ? { ok: true, objectedAt: said.objectedAt.toISOString() } : said
  }),
})
