import { actorOf } from "@/lib/bookings/policy"
import { findSubstituted, substituteParticipant as substitute } from "@/lib/bookings/substitute-participant"
import { substituteParticipant } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toChange } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(
    substituteParticipant,
    async ({ holder, body }) => {
      const substituted = await substitute({ ...body, bookingId: holder.bookingId }, { actor: actorOf(holder) })
      return substituted.ok ? toChange(substituted) : substituted
    },
    async ({ holder, body }) => {
      const substituted = await findSubstituted({ ...body, bookingId: holder.bookingId })
      return substituted && toChange(substituted)
    },
  ),
})
