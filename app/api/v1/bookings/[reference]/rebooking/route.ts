import { actorOf } from "@/lib/bookings/policy"
import { rebookSeat as rebook } from "@/lib/bookings/rebook-seat"
import { rebookSeat } from "../../../../_contract/operations"
import { answersFor } from "../../../../_edge/answers-for"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toChange } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(rebookSeat, async ({ holder, body }) => {
    const rebooked = await rebook(
      { ...(await answersFor(body)), bookingId: holder.bookingId },
      { actor: actorOf(holder) },
    )
    return rebooked.ok ? toChange(rebooked) : rebooked
  }),
})
