import { actorOf } from "@/lib/bookings/policy"
import { findRound } from "@/lib/round/queries-roster"
import { showRound as show } from "@/lib/round/show-round"
import { getRound, showRound } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toRound } from "../../../../_edge/wire-round"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getRound, async ({ holder }) => toRound(await findRound(holder))),
  POST: endpoint(showRound, async ({ holder }) => {
    const shown = await show({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
    return shown.ok ? toRound(await findRound(holder)) : shown
  }),
})
