import { actorOf } from "@/lib/bookings/policy"
import { rebookSeat as rebook } from "@/lib/bookings/rebook-seat"
import { rebookSeat } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toChange } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(rebookSeat, async ({ holder, body }) => {
    const rebooked = await rebook({ ...body, bookingId: holder.bookingId }, { actor: actorOf(holder) })
    return rebooked.ok ? toChange(rebooked) : rebooked
  }),
})
