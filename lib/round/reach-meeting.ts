import type { Tx } from "@/lib/db"
import { type Guest, type Meeting, type Opened, openMeeting } from "@/lib/meeting-servers"
import type { Locale } from "@/lib/sessions/schema"
import { idInRoom, nameInRoom } from "./rules-guest"

/** The meeting of a session at an address that was given out for it, and its language. */
export async function readMeeting(
  tx: Tx,
  { sessionId, url }: { sessionId: string; url: string },
  now: Date,
): Promise<Meeting & { language: Locale }> {
  const [session] = await tx.$queryRaw<[{ language: Locale; endsAt: Date; title: string }]>`
    SELECT s.language, s.ends_at AS "endsAt", f.texts -> s.language::text ->> 'shortName' AS title
      FROM group_sessions s JOIN formats f ON f.id = s.format_id
     WHERE s.id = ${sessionId}::uuid`
  return { ...session, ...{ url, of: sessionId, now } }
}

/** As whom the person of a seat enters. */
export async function readGuest(
  tx: Tx,
  { bookingId, seatId, participantId }: { bookingId: string; seatId: string; participantId: string },
  language: Locale,
): Promise<Guest> {
  const card = await tx.tableCard.findUnique({ where: { bookingId_participantId: { bookingId, participantId } } })
  return { id: idInRoom(seatId, participantId), name: nameInRoom(card, language), moderator: false }
}

/**
 * Decides, and gives out what was decided; where that is a meeting that has to be opened first, opens it and decides once
 * more, since it takes its time and nothing is locked meanwhile.
 * @returns null where the server does not answer, or the address was changed in between
 */
export async function reachMeeting<Decided extends object>(
  decide: (opened?: Opened) => Promise<Decided | { unopened: Meeting }>,
): Promise<Decided | null> {
  const first = await decide()
  if (!("unopened" in first)) return first
  const opened = await openMeeting(first.unopened)
  const second = opened && (await decide(opened))
  return second && !("unopened" in second) ? second : null
}
