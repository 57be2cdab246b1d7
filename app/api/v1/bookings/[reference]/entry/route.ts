import { actorOf } from "@/lib/bookings/policy"
import { enterRoom as enter } from "@/lib/round/enter-room"
import { enterRoom } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(enterRoom, ({ holder }) => enter({ bookingId: holder.bookingId }, { actor: actorOf(holder) })),
})
