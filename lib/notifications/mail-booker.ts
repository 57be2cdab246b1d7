import type { Tx } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { Activity, Booker, Booking, CalendarReader } from "@/prisma/generated/client"
import { readSeat } from "./facts"
import { bookerFacts, mailFormer, mailHolders, mailUndated } from "./mail-holders"
import { queueMail } from "./queue-mail"
import { keepsEntry, type Part } from "./rules-recipients"

/** Who cares for a booking, and whose calendar it is in. */

type Changed = { formerBookerId: string | null; bookerId: string | null; calendarWas: CalendarReader }

/**
 * To the one before, whose link is void and whose entry ends; to the new one, with who named them; to the participant.
 * What was changed once more meanwhile is told by the activity of that change, but for an entry that has come back.
 */
export async function mailBookerChanged(tx: Tx, activity: Activity): Promise<void> {
  if (!activity.seatId) return mailEntryBooker(tx, activity)
  const { formerBookerId, bookerId, calendarWas } = activity.detail as Changed
  const { seat, booking, session } = await readSeat(tx, activity)
  const about = { occasion: activity.id, booking, session, participantId: seat.participantId }
  const [former, named] = [await findBooker(tx, formerBookerId), await findBooker(tx, bookerId)]
  // Who booked with the participant's own mailbox has lost no part in it.
  if (former && former.email !== booking.email) {
    const reader = { recipient: former.email, name: former.name, role: "booker" as const }
    const calendar = calendarWas === "participant" || !seat.confirmedAt ? undefined : "CANCEL"
    await mailFormer(tx, { ...about, kind: "booker_replaced", calendar }, reader, {})
  }
  // Where the only entry was the former assistant's, and nobody comes after them, it is the participant's now.
  const comesBack = !named && calendarWas === "booker" && seat.state === "confirmed"
  if ((named?.email ?? null) !== booking.bookerEmail) {
    const gains = (part: Part) => part === "participant" && keepsEntry(booking, part)
    const entry = { ...about, kind: "calendar_moved", calendar: "REQUEST" } as const
    if (comesBack) await mailHolders(tx, entry, { keeps: booking.calendarFor }, gains)
    return
  }
  const namedBy = whoNamed(activity, booking, former)
  await mailHolders(tx, { ...about, kind: "booker_named", calendar: "REQUEST" }, { namedBy })
  await mailHolders(
    tx,
    { ...about, kind: "booker_changed", calendar: comesBack ? "REQUEST" : undefined },
    { byThemselves: activity.actorKind === "participant", first: formerBookerId === null },
  )
}

/** The same of an entry, which is in nobody's calendar. */
async function mailEntryBooker(tx: Tx, activity: Activity): Promise<void> {
  const { formerBookerId, bookerId } = activity.detail as Changed
  const booking = await tx.booking.findUniqueOrThrow({ where: { id: activity.bookingId ?? "" } })
  const [former, named] = [await findBooker(tx, formerBookerId), await findBooker(tx, bookerId)]
  const about = { occasion: activity.id, booking, kind: "entry_booker" as const }
  const own = {
    namedBy: whoNamed(activity, booking, former),
    byThemselves: activity.actorKind === "participant",
  }
  if (former && former.email !== booking.email) {
    const facts = { ...bookerFacts(booking), to: former.name, generation: 0, participant: undefined }
    const mail = { kind: about.kind, occasion: about.occasion, bookingId: booking.id, locale: booking.locale }
    const params = { ...facts, ...own, namedBy: null, tells: "replaced" as const }
    await queueMail(tx, { ...mail, recipient: former.email, params })
  }
  if ((named?.email ?? null) !== booking.bookerEmail) return
  await mailUndated(tx, about, { ...own, tells: "named" }, (part) => part === "booker")
  await mailUndated(tx, about, { ...own, tells: "changed" }, (part) => part === "participant")
}

const whoNamed = ({ actorKind }: Activity, booking: Booking, former: Booker | null): string | null =>
  actorKind === "participant" ? fullName(booking) : actorKind === "booker" && former ? former.name : null

const findBooker = (tx: Tx, id: string | null) => (id ? tx.booker.findUnique({ where: { id } }) : null)

type Moved = { before: CalendarReader; after: CalendarReader }

/**
 * To who has the entry from now on, and to who has it no longer; nobody else's calendar changes. Where the seat has moved or
 * is gone meanwhile, the mail about that puts the entry where it belongs, and this one takes it away where it was.
 */
export async function mailCalendarMoved(tx: Tx, activity: Activity): Promise<void> {
  const { before, after } = activity.detail as Moved
  const { seat, booking, session } = await readSeat(tx, activity)
  if (!seat.confirmedAt) return
  const about = { occasion: activity.id, session, participantId: seat.participantId, kind: "calendar_moved" as const }
  const asOf = (calendarFor: CalendarReader) => ({ ...booking, calendarFor })
  const keeps = (calendarFor: CalendarReader, part: Part) => keepsEntry(asOf(calendarFor), part)
  const own = { keeps: after }
  const [gains, loses] = [
    (part: Part) => keeps(after, part) && !keeps(before, part),
    (part: Part) => keeps(before, part) && !keeps(after, part),
  ]
  if (seat.state === "confirmed")
    await mailHolders(tx, { ...about, booking: asOf(after), calendar: "REQUEST" }, own, gains)
  await mailHolders(tx, { ...about, booking: asOf(before), calendar: "CANCEL" }, own, loses)
}
