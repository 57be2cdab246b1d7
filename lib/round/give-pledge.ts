import { type By, recordActivity } from "@/lib/activity"
import { lockBooking } from "@/lib/bookings/lock-booking"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { Locale } from "@/prisma/generated/client"
import { pledgeHash, pledgeVersion } from "./pledge-text"
import { readAtDoor } from "./queries-door"
import { pledgeOf } from "./rules-door"

/**
 * Keeps that the person of a confirmed seat in a closed round has promised confidentiality: which text, in which language,
 * when. It is theirs for this booking, wherever the seat moves, and nobody's who takes the seat over; who gets it back
 * from them promises anew. The same again has no effect and answers with the first time.
 *
 * Refuses a link that opens nothing any more (`not_found`), whoever is not the person of such a seat, their assistant first
 * of all (`not_for_you`), a session that is over (`over`), and another text than the one that counts (`pledge_outdated`).
 */
export async function givePledge(
  { bookingId, version, locale }: { bookingId: string; version: string; locale?: Locale },
  by: By,
): Promise<Outcome<{ version: string; pledgedAt: Date }, "not_found" | "not_for_you" | "over" | "pledge_outdated">> {
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    if (!locked) return refuse("not_found")
    const at = await readAtDoor({ bookingId, role: by.actor.kind }, tx)
    const pledge = pledgeOf(at, now)
    if (pledge !== "open" || !at.ids) return refuse(pledge === "over" ? "over" : "not_for_you")
    if (version !== pledgeVersion) return refuse("pledge_outdated")
    const { seatId, sessionId, participantId } = at.ids
    const id = { bookingId, participantId, version }
    const before = await tx.confidentialityPledge.findUnique({ where: { bookingId_participantId_version: id } })
    if (before?.voidedAt === null) return { ok: true, version, pledgedAt: before.pledgedAt }
    const read = locale ?? locked.booking.locale
    const given = { textHash: pledgeHash(read), locale: read, pledgedAt: now, voidedAt: null }
    await tx.confidentialityPledge.upsert({
      where: { bookingId_participantId_version: id },
      create: { ...id, ...given },
      update: given,
    })
    await recordActivity(tx, "pledge.given", {
      actor: by.actor,
      ...{ bookingId, seatId, sessionId, detail: { version } },
      at: now,
    })
    return { ok: true, version, pledgedAt: now }
  }, by)
}
