import { db, transaction } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { settleBooking } from "./settle-booking"

/** Writes the lines whose VAT can be said by now: a row was confirmed, or somebody has said who is billed. Safe to run twice. */
export async function settleUndecided(options: { now?: Date } = {}): Promise<void> {
  const open = await db.booking.findMany({
    where: { vatUndecided: { not: null } },
    select: { id: true },
    orderBy: { createdAt: "asc" },
  })
  await oneByOne(open, "booking.not_settled", async ({ id: bookingId }) => {
    await transaction((tx, now) => settleBooking(tx, { bookingId, now }), options)
  })
}
