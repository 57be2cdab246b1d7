import { actorOf } from "@/lib/bookings/policy"
import { leaveWaitlist as leave } from "@/lib/waitlist/leave-waitlist"
import { leaveWaitlist } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(leaveWaitlist, ({ holder, params: { id: entryId } }) =>
    leave({ entryId }, { actor: actorOf(holder) }),
  ),
})
