import type { Tx } from "@/lib/db"
import type { Activity, Booking, Seat } from "@/prisma/generated/client"
import { appointmentOf, getSession, messageOf, type SessionRow } from "./facts"
import { mailHolders } from "./mail-holders"
import { mailTeam } from "./mail-team"
import type { Appointment } from "./schema"

/** What happens to a session, told to everybody in it, each by themselves. */

type Times = { startsAt: string; endsAt: string; timeZone: string }

/** Planned beforehand, with a sentence to its people. */
type Planned = { changeId?: string }

/** Another time. The mail says what was moved from where to where in this step, the entry how it stands now. */
export async function mailMoved(tx: Tx, activity: Activity): Promise<void> {
  const { before, after } = activity.detail as { before: Times; after: Times }
  await mailEverybody(tx, activity, (now) => ({ before: { ...now, ...before }, appointment: { ...now, ...after } }))
}

/** Another place of an on-site session; what else can be edited changes nobody's plans. */
export async function mailEdited(tx: Tx, activity: Activity): Promise<void> {
  const { before, after } = activity.detail as {
    before: { placeText: string | null }
    after: { placeText: string | null }
  }
  if (before.placeText === after.placeText) return
  await mailEverybody(
    tx,
    activity,
    (now) => ({ before: { ...now, ...before }, appointment: { ...now, placeText: after.placeText } }),
    "on_site",
  )
}

/** The last seat is confirmed: the team is told. */
export async function mailFilled(tx: Tx, activity: Activity): Promise<void> {
  const session = await getSession(tx, activity.sessionId ?? "")
  const { capacity } = activity.detail as { capacity: number }
  await mailTeam(tx, { kind: "organizer_full", occasion: activity.id, session }, (locale) => ({
    ...{ capacity, sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}

async function mailEverybody(
  tx: Tx,
  activity: Activity,
  change: (now: Appointment) => { before: Appointment; appointment: Appointment },
  only?: Appointment["place"],
): Promise<void> {
  const session = await tx.groupSession.findUnique({
    where: { id: activity.sessionId ?? "" },
    include: { format: true },
  })
  // A draft that was edited and then deleted: nobody was in it.
  if (!session) return
  if (only && session.format.place !== only) return
  const message = await messageOf(tx, (activity.detail as Planned).changeId)
  const seats = await tx.seat.findMany({
    where: { groupSessionId: session.id, state: { in: ["requested", "confirmed"] } },
    include: { booking: true },
    // In the order in which bookings are locked for their entries, so that two of these cannot wait in a circle.
    orderBy: { bookingId: "asc" },
  })
  for (const seat of seats)
    await mailOne(tx, activity, session, seat, { ...change(appointmentOf(session, seat.booking.locale)), message })
}

/** One assistant may have booked for several people in it, so the occasion is the booking's. */
const mailOne = (
  tx: Tx,
  { id }: Activity,
  session: SessionRow,
  seat: Seat & { booking: Booking },
  change: { before: Appointment; appointment: Appointment; message: string | null },
) => {
  const standing = seat.state === "confirmed" ? ("confirmed" as const) : ("requested" as const)
  return mailHolders(
    tx,
    {
      ...{ kind: "session_moved", occasion: `${id}:${seat.bookingId}`, booking: seat.booking, session },
      ...{ participantId: seat.participantId, calendar: standing === "confirmed" ? "REQUEST" : undefined },
    },
    { ...change, standing },
  )
}
