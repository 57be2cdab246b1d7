import { listCollisions } from "@/lib/bookings/find-collisions"
import { remarkOf } from "@/lib/bookings/rules-collisions"
import type { Tx } from "@/lib/db"
import { isTeamKind } from "@/lib/people/rules"
import type { Activity, Booking, Locale, RequestMails } from "@/prisma/generated/client"
import { appointmentOf, getSession, personOf, type SessionRow } from "./facts"
import { queueMail } from "./queue-mail"
import type { MailKind, MailParams, RequestFacts } from "./schema"

/** What the organizer's team is told: owners and organizers, as each has set it. Hosts read at the desk. */

type TeamKind = Extract<MailKind, `organizer_${string}`>

/** A request with its decision one tap away. */
export async function mailRequest(
  tx: Tx,
  occasion: string,
  request: Pick<RequestFacts, "seatId" | "decideAt" | "change"> & {
    session: SessionRow
    person: Parameters<typeof personOf>[0]
    substitutionId?: string
  },
): Promise<void> {
  const { session, person, seatId, decideAt, change, substitutionId = seatId } = request
  const remark = await readRemark(tx, session, substitutionId)
  await mailTeam(tx, { kind: "organizer_request", occasion, session }, (locale) => {
    const appointment = appointmentOf(session, locale)
    return {
      appointment,
      sessionId: session.id,
      request: { seatId, decideAt, change, remark, appointment, person: personOf(person) },
    }
  })
}

/** In a word, what stands against a request or a substitution of a closed round as things are now. */
async function readRemark(tx: Tx, { id, format }: SessionRow, claimId: string) {
  return format.round === "open" ? null : remarkOf(claimId, await listCollisions([id], tx))
}

/** Somebody has a seat without anybody deciding: booked in an instant format, or moved there from `before`. */
export async function mailBooked(
  tx: Tx,
  occasion: string,
  { booking, session, before }: { booking: Booking; session: SessionRow; before?: SessionRow },
): Promise<void> {
  await mailTeam(tx, { kind: "organizer_booked", occasion, session }, (locale) => ({
    ...{ person: personOf(booking), reference: booking.reference },
    ...{ sessionId: session.id, appointment: appointmentOf(session, locale) },
    before: before ? appointmentOf(before, locale) : null,
  }))
}

/** Somebody has given a confirmed seat back, or taken a request back. */
export async function mailRelease(
  tx: Tx,
  occasion: string,
  { booking, session, what }: { booking: Booking; session: SessionRow; what: "seat" | "request" },
): Promise<void> {
  await mailTeam(tx, { kind: "organizer_release", occasion, session }, (locale) => ({
    ...{ person: personOf(booking), reference: booking.reference, what },
    ...{ sessionId: session.id, appointment: appointmentOf(session, locale) },
  }))
}

/** A mail that could not be delivered. Not about mails to the team itself: that would never end. */
export async function mailBounce(tx: Tx, activity: Activity): Promise<void> {
  const { mailId } = activity.detail as { mailId: string }
  const mail = await tx.mail.findUnique({ where: { id: mailId } })
  if (!mail || isTeamKind(mail.kind)) return
  const session = mail.sessionId ? await getSession(tx, mail.sessionId) : null
  await mailTeam(tx, { kind: "organizer_bounce", occasion: activity.id, session, always: true }, (locale) => ({
    recipient: mail.recipient,
    error: mail.lastError ?? "",
    appointment: session && appointmentOf(session, locale),
  }))
}

/** A mail came back after it had been taken. What the server refused at once has been told as such. */
export async function mailReturned(tx: Tx, activity: Activity): Promise<void> {
  const { mark, source } = activity.detail as { mark: string; source: string }
  if (mark === "bounced" && source !== "smtp") await mailBounce(tx, activity)
}

/**
 * Queues one mail for each member who is told at once; with `always` also for those who read a digest or nothing.
 */
export async function mailTeam<Kind extends TeamKind>(
  tx: Tx,
  mail: { kind: Kind; occasion: string; session: SessionRow | null; always?: boolean },
  own: (locale: Locale) => Omit<MailParams<Kind>, "to">,
): Promise<void> {
  const { kind, occasion, session } = mail
  for (const member of await listReaders(tx, mail.always ? undefined : "each")) {
    const params = { to: member.name, ...own(member.locale) } as MailParams<Kind>
    await queueMail(tx, {
      kind,
      occasion,
      params,
      recipient: member.email,
      locale: member.locale,
      sessionId: session?.id,
    })
  }
}

/** Who runs the dates; with a setting only those who have chosen it. Who is only invited learns of nobody yet. */
export const listReaders = (tx: Tx, requestMails?: RequestMails) =>
  tx.teamMember.findMany({
    where: {
      ...{ role: { in: ["owner", "organizer"] }, removedAt: null, requestMails },
      OR: [{ invitedAt: null }, { joinedAt: { not: null } }],
    },
    orderBy: { id: "asc" },
  })
