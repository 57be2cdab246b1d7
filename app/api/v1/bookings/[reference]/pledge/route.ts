import { actorOf } from "@/lib/bookings/policy"
import { refuse } from "@/lib/errors"
import { givePledge as give } from "@/lib/round/give-pledge"
import { pledgeText, pledgeVersion } from "@/lib/round/pledge-text"
import { findDoor } from "@/lib/round/queries-door"
import { getPledge, givePledge } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getPledge, async ({ holder, query: { locale } }) => {
    const view = await findDoor(holder)
    if (!view) return refuse("not_for_you")
    const pledgedAt = view.pledgedAt?.toISOString() ?? null
    return { ok: true, version: pledgeVersion, ...pledgeText(locale), pledgedAt }
  }),
  POST: endpoint(givePledge, async ({ holder, body }) => {
    const given = await give({ ...body, bookingId: holder.bookingId }, { actor: actorOf(holder) })
    return given.ok ? { ...given, pledgedAt: given.pledgedAt.toISOString() } : given
  }),
})
