import type { Tx } from "@/lib/db"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf, personOf, readSeat } from "./facts"
import { mailHolders } from "./mail-holders"
import { mailTeam } from "./mail-team"

/** Both sides hear of a payment for a seat that was gone, once for this payment. */
export async function mailPaymentReturned(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const { paymentId, grossCents: cents, currency } = activity.detail as Returned
  const [occasion, amount] = [`returned:${paymentId}`, { cents, currency }]
  const about = { occasion, booking, session, participantId: seat.participantId }
  await mailHolders(tx, { ...about, kind: "payment_returned" }, { amount })
  await mailTeam(tx, { kind: "organizer_payment_returned", occasion, session, always: true }, (locale) => ({
    ...{ person: personOf(booking), reference: booking.reference, amount },
    ...{ sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}

type Returned = { paymentId: string; grossCents: number; currency: string }
