import { actorOf } from "@/lib/bookings/policy"
import { acceptOffer as accept } from "@/lib/waitlist/accept-offer"
import { acceptOffer } from "../../../../_contract/operations"
import { answersFor } from "../../../../_edge/answers-for"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toChange } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(acceptOffer, async ({ holder, params: { id: entryId }, body }) => {
    const accepted = await accept({ entryId, ...(await answersFor(body)) }, { actor: actorOf(holder) })
    return accepted.ok ? { ...toChange(accepted), reference: accepted.reference } : accepted
  }),
})
