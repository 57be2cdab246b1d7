import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { findKnownCompanies, settleCompany } from "@/lib/people/recognise-company"
import { recogniseParticipant } from "@/lib/people/recognise-participant"
import { recognise } from "@/lib/people/rules-recognition"
import { newReference } from "@/lib/secrets"
import { isOpen, type LockedSession, lockSessions, whilePaused } from "@/lib/sessions/lock-sessions"
import type { Locale } from "@/lib/sessions/schema"
import { agreed } from "./agreed-price"
import { readRooms } from "./find-collisions"
import { findDuplicate } from "./find-duplicate"
import { markFilled, markGuaranteed } from "./mark-milestones"
import type { SubstituteInput } from "@/lib/people/schema"
import { type Claim, collisionsOf, lastOfAll } from "./rules-collisions"
import { isFull, takeSeat } from "./take-seat"

type HandInput = {
  requestId: string
  sessionId: string
  participant: SubstituteInput
  locale: Locale
  /** Said once more where something stands against it in a closed round. */
  anyway?: boolean
}
export type AddRefusal =
  | "not_found"
  | "session_closed"
  | "session_paused"
  | "session_full"
  | "already_booked"
  | "company_seated"
  | "company_asked"
  | "conflict_noted"
  | "request_id_reused"

/** Nobody ticked a box: the organizer answers for what was agreed on the telephone. */
const agreedByHand = "by_hand"

/**
 * The organizer gives somebody a seat, confirmed at once in every format. A person who is known is not overwritten.
 * The organizer sees the people of the session and is told when somebody is in it already (`already_booked`), or of a
 * closed round that the company has a seat there (`company_seated`). Whom the organizer adds is of the company whose mail
 * domain they have. Where somebody of it has asked for a seat (`company_asked`), or the organizer has noted that it does not
 * sit with one that is there (`conflict_noted`), it has to be said once more (`anyway`).
 */
export async function addByHand(
  input: HandInput,
  by: By,
): Promise<Outcome<{ bookingId: string; seatId: string; reference: string }, AddRefusal>> {
  const { requestId, anyway = false, ...payload } = input
  try {
    return await transaction(async (tx, now) => {
      const [session] = await lockSessions(tx, [payload.sessionId])
      return once(tx, { verb: "add-by-hand", requestId, payload, now }, async () => {
        if (!session) return refuse("not_found")
        if (!isOpen(session, now)) return refuse("session_closed")
        const paused = whilePaused(session)
        if (paused) return paused
        if (await findDuplicate(tx, session.id, payload.participant.email)) return refuse("already_booked")
        if (await isFull(tx, session, now)) return refuse("session_full")
        const against = anyway ? null : await standsAgainst(tx, session, payload.participant)
        return against ? refuse(against) : add(tx, session, payload, by, now)
      })
    }, by)
  } catch (error) {
    return asRefusal(error, { seats_one_per_company_group: "company_seated" })
  }
}

/** What the organizer would want to know beforehand of who is in the room; that the company sits there the database says. */
async function standsAgainst(tx: Tx, session: LockedSession, { email, company: companyName }: SubstituteInput) {
  if (session.round === "open") return null
  const company = recognise({ email, companyName, proven: true, settled: null }, await findKnownCompanies(tx, [email]))
  const { claims, conflicts } = (await readRooms(tx, [session.id], [company.groupId])).get(session.id)!
  const claim: Claim = { id: "", bookingId: "", kind: "requested", decision: null, since: lastOfAll, company }
  const found = collisionsOf(claim, claims, conflicts)
  const colleague = found.find((each) => each.kind === "same_company")
  if (colleague) return colleague.with.kind === "confirmed" ? "company_seated" : "company_asked"
  return found.some(({ kind }) => kind === "conflict") ? "conflict_noted" : null
}

async function add(
  tx: Tx,
  session: LockedSession,
  { participant, locale }: Omit<HandInput, "requestId">,
  by: By,
  now: Date,
) {
  const { company: companyName, industry, sizeBand, ...rest } = participant
  const person = { ...rest, companyName }
  const participantId = await recogniseParticipant(tx, person, { proved: false, locale, now })
  const { terms, priceNetCents, vatRateBasisPoints, currency } = session
  const { id: bookingId, reference } = await tx.booking.create({
    data: {
      ...{ ...person, participantId, locale, reference: newReference() },
      ...{ terms, priceNetCents, vatRateBasisPoints, currency },
      ...{ businessUseVersion: agreedByHand, termsVersion: agreedByHand, agreedAt: now },
      ...{ verifiedAt: now, codeIssuedAt: now, createdAt: now, companyProven: true },
    },
    select: { id: true, reference: true },
  })
  if (session.round === "closed") {
    if (industry || sizeBand) await tx.roundProfile.create({ data: { bookingId, industry, sizeBand } })
    await settleCompany(tx, bookingId, now)
  }
  const seatId = await takeSeat(tx, { sessionId: session.id, bookingId, participantId, decideAt: null, now })
  const detail = await agreed(tx, bookingId)
  await recordActivity(tx, "seat.added", { actor: by.actor, bookingId, seatId, sessionId: session.id, detail, at: now })
  await markGuaranteed(tx, session, now)
  await markFilled(tx, session, now)
  return { ok: true, bookingId, seatId, reference } as const
}
