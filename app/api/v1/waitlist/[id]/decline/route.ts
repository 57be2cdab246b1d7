import { actorOf } from "@/lib/bookings/policy"
import { declineOffer as decline } from "@/lib/waitlist/decline-offer"
import { declineOffer } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(declineOffer, ({ holder, params: { id: entryId }, body: { scope } }) =>
    decline({ entryId, scope }, { actor: actorOf(holder) }),
  ),
})
