import { recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { type AdmissionRefusal, guestFault, withoutUnasked } from "@/lib/people/rules-admission"
import { newReference } from "@/lib/secrets"
import { isPublic, lockSessions } from "@/lib/sessions/lock-sessions"
import type { WaitlistInput } from "./schema"

type Joined = { entryId: string; bookingId: string; reference: string }
export type JoinRefusal = "not_found" | "session_closed" | "different_formats" | "request_id_reused" | AdmissionRefusal

/**
 * Puts somebody on the waiting list whose mailbox is not verified yet: a booking without a seat and an entry that does
 * not count. It learns nothing about others, not even whether a seat is free by now: that shows when it is verified.
 *
 * Somebody has to wait for something: a session, or a format and a wish (`not_found`). All sessions named are of one
 * format (`different_formats`) and lie ahead (`session_closed`).
 * What the format asks is asked as by `bookSeat`.
 * Repeating a `requestId` with the same input is the same entry; with another input it is `request_id_reused`.
 */
export async function joinWaitlist(
  input: WaitlistInput,
  options: { now?: Date } = {},
): Promise<Outcome<Joined, JoinRefusal>> {
  const { requestId, businessUseVersion: _, termsVersion: __, noSalesVersion: ___, ...asked } = input
  return transaction(
    (tx, now) =>
      // The versions are those of the server, not of who asks: a text that changes in between makes no other request.
      once(tx, { verb: "join-waitlist", requestId, payload: asked, now }, () => join(tx, input, now)),
    options,
  )
}

async function join(tx: Tx, input: WaitlistInput, now: Date): Promise<Outcome<Joined, JoinRefusal>> {
  const { sessionIds, wishes, booker, calendarFor, locale, businessUseVersion, termsVersion, noSalesVersion } = input
  const sessions = await lockSessions(tx, sessionIds)
  if (sessions.length < new Set(sessionIds).size) return refuse("not_found")
  if (!sessions.every((session) => isPublic(session, now))) return refuse("session_closed")
  const formats = new Set([...sessions.map(({ formatId }) => formatId), ...(input.formatId ? [input.formatId] : [])])
  if (formats.size > 1) return refuse("different_formats")
  const [formatId] = formats
  const format = formatId && (await tx.format.findUnique({ where: { id: formatId }, select: agreed }))
  if (!format || (sessions.length === 0 && wishes.length === 0)) return refuse("not_found")

  const { round, roles, ...priced } = format
  const fault = guestFault(input.participant, noSalesVersion, { round, roles })
  if (fault) return refuse(fault)
  const { industry, sizeBand, conflictWishes, ...participant } = withoutUnasked(input.participant, round)

  const { company: companyName, ...rest } = participant
  const { id: bookingId, reference } = await tx.booking.create({
    data: {
      ...{ ...rest, companyName, locale, reference: newReference() },
      // Without a booker there is one person to ask.
      ...(booker && { bookerName: booker.name, bookerEmail: booker.email, calendarFor }),
      ...{ ...priced, terms: priced.terms as object, businessUseVersion, termsVersion },
      ...{ agreedAt: now, codeIssuedAt: now, createdAt: now },
    },
    select: { id: true, reference: true },
  })
  if (round === "closed") {
    const said = JSON.stringify({ industry, sizeBand, conflictWishes, noSalesVersion })
    await tx.$executeRaw`SELECT save_round_profile(${bookingId}::uuid, ${said}::jsonb, ${now}::timestamptz)`
  }
  const { id: entryId } = await tx.waitlistEntry.create({
    data: { bookingId, formatId, createdAt: now },
    select: { id: true },
  })
  await tx.waitlistDate.createMany({ data: sessions.map(({ id: groupSessionId }) => ({ entryId, groupSessionId })) })
  await tx.waitlistWish.createMany({
    data: wishes.map(({ weekday, from, until }) => ({ entryId, weekday, fromTime: from, untilTime: until })),
  })
  await recordActivity(tx, "waitlist.joined", {
    actor: { kind: booker ? "booker" : "participant" },
    bookingId,
    sessionId: sessions[0]?.id,
    detail: { entryId, codeGeneration: 1 },
    at: now,
  })
  return { ok: true, entryId, bookingId, reference }
}

const agreed = {
  ...{ terms: true, priceNetCents: true, vatRateBasisPoints: true, currency: true },
  ...{ round: true, roles: true },
} as const
