import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/** So many codes a booking can have, each with five tries: 25 guesses at a million. */
const codes = 5

/** Voids the code and the link of a booking and has new ones sent. Refused after the fifth code (`code_limit`). */
export async function renewCode(
  input: { bookingId: string },
  by: Partial<By> = {},
): Promise<Outcome<object, "not_found" | "code_limit">> {
  return transaction(async (tx, now) => {
    // The booking alone: no seat changes, and one lock cannot be part of a circle.
    const [booking] = await tx.$queryRaw<{ codeGeneration: number; bookerEmail: string | null }[]>`
      SELECT code_generation AS "codeGeneration", booker_email AS "bookerEmail"
        FROM lock_booking(${input.bookingId}::uuid)`
    if (!booking) return refuse("not_found")
    if (booking.codeGeneration >= codes) return refuse("code_limit")
    const codeGeneration = booking.codeGeneration + 1
    await tx.booking.update({
      where: { id: input.bookingId },
      data: { codeGeneration, codeIssuedAt: now, codeTries: 0 },
      select: { id: true },
    })
    const actor = by.actor ?? { kind: booking.bookerEmail ? "booker" : "participant" }
    await recordActivity(tx, "booking.code_renewed", {
      actor,
      bookingId: input.bookingId,
      detail: { codeGeneration },
      at: now,
    })
    return { ok: true }
  }, by)
}
