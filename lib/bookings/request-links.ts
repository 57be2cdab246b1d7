import { recordActivity, system } from "@/lib/activity"
import { transaction } from "@/lib/db"

/** More than anybody has; the mail stays readable. */
const most = 40

/**
 * Has the links to all bookings of a mailbox sent to it, those that only wait too, as participant or as booker. The answer is the same whether
 * the address is known or not; only who reads the mailbox learns it. The log names bookings and roles, no address.
 */
export async function requestLinks(input: { email: string }, options: { now?: Date } = {}): Promise<{ ok: true }> {
  return transaction(async (tx, now) => {
    const bookings = await tx.booking.findMany({
      where: {
        verifiedAt: { not: null },
        AND: [
          { OR: [{ email: input.email }, { bookerEmail: input.email }] },
          {
            OR: [
              { seats: { some: { state: { in: ["requested", "confirmed"] } } } },
              { waitlistEntries: { some: { state: { in: ["waiting", "offered"] } } } },
            ],
          },
        ],
      },
      select: { id: true, bookerEmail: true },
      orderBy: { createdAt: "desc" },
      take: most,
    })
    const [first] = bookings
    if (first) {
      const links = bookings.map(({ id, bookerEmail }) => ({
        bookingId: id,
        role: bookerEmail === input.email ? "booker" : "participant",
      }))
      await recordActivity(tx, "booking.links_requested", {
        actor: system,
        bookingId: first.id,
        detail: { links },
        at: now,
      })
    }
    return { ok: true }
  }, options)
}
