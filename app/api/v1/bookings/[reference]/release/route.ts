import { actorOf } from "@/lib/bookings/policy"
import { releaseSeat as release } from "@/lib/bookings/release-seat"
import { releaseSeat } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(releaseSeat, async ({ holder }) => {
    const released = await release({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
    return released.ok ? { ok: true, status: "released" as const, fee: released.fee } : released
  }),
})
