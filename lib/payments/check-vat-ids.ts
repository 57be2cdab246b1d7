import { z } from "zod"
import { db, transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { errorFacts, log } from "@/lib/log"
import { oneByOne } from "@/lib/one-by-one"
import { rateAnew } from "./rate-anew"
import { vatIdPrefixes } from "./rules-vat-id"
import { settleBooking } from "./settle-booking"

const answerOf = z.object({
  valid: z.boolean(),
  requestIdentifier: z.string().nullish(),
  name: z.string().nullish(),
  requestDate: z.string().nullish(),
})
const timeoutMs = 10_000
/** As many as are asked for within the time that a job may take. */
const atOnce = 5

/**
 * Asks the register (VIES) about the VAT ids nobody has confirmed yet, of bookings whose mailbox is proved; an hour
 * later again where it did not answer. Without VAT_CHECK_URL nobody is asked, and they stay pending. It is asked between
 * two transactions, never in one: the answer counts if the id is still the same.
 * @returns how many were answered
 */
export async function checkVatIds(options: { now?: Date } = {}): Promise<number> {
  const base = env().VAT_CHECK_URL
  if (!base) return 0
  const open = await db.$queryRaw<{ bookingId: string; vatId: string }[]>`
    UPDATE billing_profiles SET vat_checked_at = coalesce(${options.now ?? null}::timestamptz, clock_timestamp())
     WHERE booking_id IN (
       SELECT p.booking_id FROM billing_profiles p JOIN bookings b ON b.id = p.booking_id
        WHERE p.vat_check = 'pending' AND b.verified_at IS NOT NULL AND substr(p.vat_id, 1, 2) = ANY(${vatIdPrefixes})
          AND (p.vat_checked_at IS NULL
               OR p.vat_checked_at <= coalesce(${options.now ?? null}::timestamptz, clock_timestamp()) - interval '1 hour')
        ORDER BY p.vat_checked_at NULLS FIRST, p.booking_id LIMIT ${atOnce} FOR NO KEY UPDATE OF p SKIP LOCKED)
    RETURNING booking_id AS "bookingId", vat_id AS "vatId"`
  let answered = 0
  await oneByOne(open, "vat_id.not_checked", async ({ bookingId, vatId }) => {
    const answer = await ask(base, vatId)
    if (!answer) return
    await transaction(async (tx, now) => {
      await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
      const { count } = await tx.billingProfile.updateMany({
        where: { bookingId, vatId, vatCheck: "pending" },
        data: { vatCheck: answer.valid ? "valid" : "invalid", vatCheckedAt: now, vatAnswer: answer },
      })
      if (count > 0) {
        await rateAnew(tx, { bookingId, now })
        await settleBooking(tx, { bookingId, now })
      }
      answered += count
    }, options)
  })
  return answered
}

/** Null where the register, or that of the country behind it, does not answer. */
async function ask(base: string, vatId: string): Promise<z.output<typeof answerOf> | null> {
  try {
    const answer = await fetch(`${base}/check-vat-number`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ countryCode: vatId.slice(0, 2), vatNumber: vatId.slice(2) }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    return answer.ok ? (answerOf.safeParse(await answer.json()).data ?? null) : null
  } catch (error) {
    log.warn({ event: "vat_id.register_away", ...errorFacts(error) })
    return null
  }
}
