import { getHolderBooking } from "@/lib/bookings/queries"
import { findAskedAttendance } from "@/lib/bookings/queries-attendance"
import { refuse } from "@/lib/errors"
import { getBooking } from "../../../_contract/operations"
import { endpoint, methods } from "../../../_edge/endpoint"
import { toBooking } from "../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getBooking, async ({ holder, query: { locale } }) => {
    const [booking, asked] = await Promise.all([
      getHolderBooking(holder, locale),
      findAskedAttendance(holder.bookingId),
    ])
    return booking ? { ok: true, ...toBooking(booking, asked, locale) } : refuse("not_found")
  }),
})
