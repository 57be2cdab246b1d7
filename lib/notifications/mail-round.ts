import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf, readSeat } from "./facts"
import { mailHolders } from "./mail-holders"
import { mailTeam } from "./mail-team"

/** What comes out of a closed round: an objection, to the organizer alone, and contacts, to the two of them. */

/** That there is an objection, and where it can be read: neither whose it is nor what was said. Digest or not. */
export async function mailObjection(tx: Tx, activity: Activity): Promise<void> {
  const { seat, session } = await readSeat(tx, activity)
  const mail = { kind: "organizer_objection" as const, occasion: activity.id, session, always: true }
  await mailTeam(tx, mail, (locale) => ({
    ...{ seatId: seat.id, sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}

/** To two who both said yes: each reads how the other can be reached. */
export async function mailContacts(tx: Tx, activity: Activity): Promise<void> {
  const { withSeatId } = activity.detail as { withSeatId: string }
  const [one, other] = [await readSeat(tx, activity), await readSeat(tx, { seatId: withSeatId })]
  for (const [reader, { booking }] of [
    [one, other],
    [other, one],
  ] as const) {
    const { seat, session } = reader
    const about = { occasion: `${activity.id}:${seat.id}`, booking: reader.booking, session }
    const contact = { name: fullName(booking), email: booking.email, phone: booking.phone }
    await mailHolders(tx, { ...about, kind: "contact_exchanged", participantId: seat.participantId }, { contact })
  }
}
