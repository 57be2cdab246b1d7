import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { getLimits } from "@/lib/sessions/settings"

/**
 * Forgets what was wrong with an address, once the mails of that time are forgotten too and nobody who is booked or
 * subscribed has it. Runs daily.
 */
export async function forgetAddresses(by: { now?: Date } = {}): Promise<void> {
  const { mails } = await getLimits(by.now ?? presentTime())
  await db.$executeRaw`
    DELETE FROM mail_addresses a WHERE a.marked_at < ${mails}
       AND NOT EXISTS (SELECT FROM subscriptions s WHERE s.email = a.address)
       AND NOT EXISTS (SELECT FROM bookings b JOIN seats x ON x.booking_id = b.id
                        WHERE (b.email = a.address OR b.booker_email = a.address) AND x.state <> 'released')`
}
