import { bookSeat } from "@/lib/payments/book-seat"
import { getSettings } from "@/lib/sessions/settings"
import { createBooking } from "../../_contract/operations"
import { endpoint, methods } from "../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(createBooking, async ({ body: { businessUse: _, acceptTerms: __, noSales, ...booking } }) => {
    const { version } = (await getSettings()).legal
    const held = await bookSeat({
      ...booking,
      businessUseVersion: version,
      termsVersion: version,
      noSalesVersion: noSales && version,
    })
    if (!held.ok) return held
    const { reference, heldUntil } = held
    return {
      ok: true,
      reference,
      status: "held" as const,
      heldUntil: heldUntil.toISOString(),
      location: `/api/v1/bookings/${reference}`,
    }
  }),
})
