import { apiToken } from "@/lib/bookings/policy"
import { findBookingId } from "@/lib/bookings/queries"
import { verifyBooking as verify } from "@/lib/bookings/verify-booking"
import { refuse } from "@/lib/errors"
import { verifyBooking } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { toChange } from "../../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(verifyBooking, async ({ params: { reference }, body: proof }) => {
    const bookingId = await findBookingId(reference)
    const verified = bookingId ? await verify({ bookingId, proof }) : refuse("not_found")
    if (!verified.ok) return verified
    const { heldUntil } = verified
    return {
      ...toChange(verified),
      ...(heldUntil && { heldUntil: heldUntil.toISOString() }),
      manageToken: await apiToken(verified.bookingId, verified.role, verified.generation),
    }
  }),
})
