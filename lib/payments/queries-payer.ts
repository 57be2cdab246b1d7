import type { Holder } from "@/lib/bookings/policy"
import { db, type Tx } from "@/lib/db"
import { isSameCompany } from "@/lib/people/rules-companies"

/**
 * Whether the account and the invoices of a booking are for its holder to see. They are of who is billed: somebody from
 * another company who has taken the seat over sits there at its expense, and learns neither its address nor its mailboxes,
 * until they are billed themselves. Whoever books for others is part of it.
 */
export async function seesAccount(
  { bookingId, role }: Pick<Holder, "bookingId" | "role">,
  tx: Tx = db,
): Promise<boolean> {
  if (role === "booker") return true
  const booking = await tx.booking.findUnique({
    where: { id: bookingId },
    select: {
      email: true,
      billingProfile: { select: { emails: true } },
      substitutions: { where: { state: "accepted" }, select: { id: true } },
    },
  })
  if (!booking?.billingProfile || booking.substitutions.length === 0) return true
  const { email, billingProfile } = booking
  return billingProfile.emails.some((other) => other === email || isSameCompany(other, email))
}
