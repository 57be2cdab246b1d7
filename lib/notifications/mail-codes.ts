import { codeMs } from "@/lib/bookings/check-proof"
import type { Tx } from "@/lib/db"
import type { TokenRole } from "@/lib/secrets"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf } from "./facts"
import { bookerFacts, participantFacts } from "./mail-holders"
import { queueMail } from "./queue-mail"

/** Mails that prove or open something: codes, links, and the notice that somebody tried. */

const withSession = { groupSession: { include: { format: true } } } as const

/** A code to whoever types: the booker where there is one. */
export async function mailCode(tx: Tx, activity: Activity): Promise<void> {
  const { codeGeneration } = activity.detail as { codeGeneration: number }
  const booking = await tx.booking.findUniqueOrThrow({
    where: { id: activity.bookingId ?? "" },
    include: {
      seats: {
        where: { state: { in: ["held", "released"] } },
        orderBy: { createdAt: "desc" },
        take: 1,
        include: withSession,
      },
    },
  })
  const [seat] = booking.seats
  if (!seat || booking.verifiedAt) return
  const { id: bookingId, locale, bookerEmail, email } = booking
  await queueMail(tx, {
    ...{
      kind: "code",
      occasion: activity.id,
      recipient: bookerEmail ?? email,
      locale,
      bookingId,
      sessionId: seat.groupSessionId,
    },
    usefulUntil: new Date(activity.at.getTime() + codeMs),
    params: {
      ...{ bookingId, role: bookerEmail ? "booker" : "participant", codeGeneration },
      ...{
        heldUntil: seat.state === "held" ? (seat.expiresAt?.toISOString() ?? null) : null,
        appointment: appointmentOf(seat.groupSession, locale),
      },
    },
  })
}

/** A sign-in code to the member of a challenge; one over the limit of lib/people stays in the journal. */
export async function mailSignInCode(tx: Tx, activity: Activity): Promise<void> {
  const { challengeId, suppressedFor } = activity.detail as { challengeId: string; suppressedFor?: string }
  const challenge = await tx.signInChallenge.findUnique({ where: { id: challengeId } })
  const memberId = challenge?.teamMemberId ?? suppressedFor
  const member = memberId && (await tx.teamMember.findUnique({ where: { id: memberId } }))
  if (!member) return
  await queueMail(tx, {
    ...{ kind: "sign_in_code", occasion: activity.id, recipient: member.email, locale: member.locale },
    ...{
      params: { to: member.name, challengeId, long: challenge?.longCode ?? false },
      suppress: suppressedFor !== undefined,
      usefulUntil: challenge?.expiresAt,
    },
  })
}

/** One mail with the links of one mailbox to what lies ahead, each for its own part in the booking. */
export async function mailLinks(tx: Tx, activity: Activity): Promise<void> {
  const { links } = activity.detail as { links: { bookingId: string; role: TokenRole }[] }
  const bookings = await tx.booking.findMany({
    where: { id: { in: links.map(({ bookingId }) => bookingId) } },
    include: {
      seats: {
        where: { state: { in: ["requested", "confirmed"] }, groupSession: { endsAt: { gt: activity.at } } },
        // The confirmed one says where somebody sits, also while a rebooking waits beside it.
        orderBy: [{ state: "desc" }, { createdAt: "desc" }],
        take: 1,
        include: withSession,
      },
      waitlistEntries: { where: { state: { in: ["waiting", "offered"] } }, select: { id: true } },
    },
  })
  const readers = links.flatMap(({ bookingId, role }) => {
    const booking = bookings.find(({ id }) => id === bookingId)
    const seat = booking?.seats[0]
    if (!booking || !(seat ?? booking.waitlistEntries[0])) return []
    const facts = role === "booker" ? bookerFacts(booking) : participantFacts(booking)
    return [
      {
        booking,
        recipient: role === "booker" ? booking.bookerEmail : booking.email,
        facts,
        session: seat?.groupSession,
      },
    ]
  })
  const [first] = readers
  if (!first?.recipient) return
  const { locale } = first.booking
  // Handed over in the meantime: the mailbox asked for is that of the first, and only that is answered.
  const own = readers.filter(({ recipient }) => recipient === first.recipient)
  // By date; what only waits comes last.
  const dated = own.sort((a, b) => +(a.session?.startsAt ?? Infinity) - +(b.session?.startsAt ?? Infinity) || 0)
  await queueMail(tx, {
    ...{ kind: "links", occasion: activity.id, recipient: first.recipient, locale },
    params: {
      to: first.facts.to,
      bookings: dated.map(({ facts, session }) => ({
        ...facts,
        appointment: session ? appointmentOf(session, locale) : null,
      })),
    },
  })
}

/**
 * An assistant wanted to book somebody who has a seat already: the assistant may not know, the person is told. By whom it
 * was stays out, since that may be somebody of the same session.
 */
export async function mailDuplicate(tx: Tx, activity: Activity): Promise<void> {
  const { told } = activity.detail as { told: string }
  if (told === "already_booked") return
  const refused = await tx.booking.findUniqueOrThrow({ where: { id: activity.bookingId ?? "" } })
  const seat = await tx.seat.findFirst({
    where: {
      ...{
        groupSessionId: activity.sessionId ?? "",
        state: { in: ["requested", "confirmed"] },
        participant: { OR: [{ email: refused.email }, { merged: { some: { email: refused.email } } }] },
      },
    },
    include: { booking: true, ...withSession },
  })
  if (!seat) return
  const { booking, groupSession: session } = seat
  await queueMail(tx, {
    ...{
      kind: "duplicate",
      occasion: activity.id,
      recipient: booking.email,
      locale: booking.locale,
      bookingId: booking.id,
      sessionId: session.id,
    },
    params: {
      ...participantFacts(booking),
      appointment: appointmentOf(session, booking.locale),
    },
  })
}
