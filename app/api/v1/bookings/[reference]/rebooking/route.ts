import { rebookSeat as rebook } from "@/lib/bookings/rebook-seat"
import { rebookSeat } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toChange } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(rebookSeat, async ({ holder: { bookingId, role }, body }) => {
    const rebooked = await rebook({ ...body, bookingId }, { actor: { kind: role } })
    return rebooked.ok ? toChange(rebooked) : rebooked
  }),
})
