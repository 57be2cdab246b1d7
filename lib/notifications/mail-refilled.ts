import type { Fee } from "@/lib/bookings/rules"
import type { Tx } from "@/lib/db"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf, readSeat } from "./facts"
import { bookerFacts, participantFacts } from "./mail-holders"
import { queueMail } from "./queue-mail"

/** Who gave a seat back late hears that somebody else has it, and that nothing is owed: once for this seat. */
export async function mailRefilled(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const { waived } = activity.detail as { waived: Fee }
  const { id: bookingId, locale, email, bookerEmail } = booking
  const readers = [{ recipient: email, facts: participantFacts(booking) }]
  if (bookerEmail && bookerEmail !== email) readers.push({ recipient: bookerEmail, facts: bookerFacts(booking) })
  for (const { recipient, facts } of readers)
    await queueMail(tx, {
      ...{ kind: "refilled", occasion: `refilled:${seat.id}`, recipient, locale, bookingId, sessionId: session.id },
      params: { ...facts, appointment: appointmentOf(session, locale), percent: waived.percent },
    })
}
