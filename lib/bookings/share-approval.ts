import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { activeSeats, lockBooking } from "./lock-booking"

/**
 * Makes a link to the page for approval, with the reason that somebody has typed for it, or ends the one there is. Each
 * call makes a new link and voids the one before, and its reason with it. Refuses a booking without a seat.
 */
export async function shareApproval(
  input: { bookingId: string; open: boolean; reason?: string },
  by: By,
): Promise<Outcome<{ open: boolean }, "not_found">> {
  const { bookingId, open, reason } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    const { confirmed, requested } = activeSeats(locked?.seats ?? [])
    if (!locked || !(confirmed ?? requested)) return refuse("not_found")
    await tx.booking.update({
      where: { id: bookingId },
      data: {
        ...{ approvalOpen: open, approvalGeneration: { increment: 1 } },
        approvalReason: open ? (reason ?? null) : null,
      },
      select: { id: true },
    })
    const kind = open ? "booking.approval_shared" : "booking.approval_ended"
    await recordActivity(tx, kind, { actor: by.actor, bookingId, at: now })
    return { ok: true, open }
  }, by)
}
