import { actorOf } from "@/lib/bookings/policy"
import { refuse } from "@/lib/errors"
import { findOwnCard } from "@/lib/round/queries-roster"
import { saveCard as save } from "@/lib/round/save-card"
import { getCard, saveCard } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toCard } from "../../../../_edge/wire-round"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getCard, async ({ holder, query: { locale } }) => {
    const card = await findOwnCard(holder)
    return card ? { ok: true, ...toCard(card, locale) } : refuse("not_found")
  }),
  PUT: endpoint(saveCard, async ({ holder, body: { approved, line = "", ...shown } }) => {
    const card = approved ? { approved, line, ...shown } : ({ approved: false } as const)
    return save({ bookingId: holder.bookingId, card }, { actor: actorOf(holder) })
  }),
})
