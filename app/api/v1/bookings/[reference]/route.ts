import { getHolderBooking } from "@/lib/bookings/queries"
import { refuse } from "@/lib/errors"
import { getBooking } from "../../../_contract/operations"
import { endpoint, methods } from "../../../_edge/endpoint"
import { toBooking } from "../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getBooking, async ({ holder, query: { locale } }) => {
    const booking = await getHolderBooking(holder, locale)
    return booking ? { ok: true, ...toBooking(booking, locale) } : refuse("not_found")
  }),
})
