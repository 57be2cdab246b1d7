import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { addressFor, isUnopened, type Meeting, type Opened, serverOf } from "@/lib/meeting-servers"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import { reachMeeting, readMeeting } from "./reach-meeting"
import { hostDoorOf } from "./rules-door"
import { idInRoom } from "./rules-guest"

/** `host`: the member of the team who enters; `hostId`, where they enter what they lead themselves and nothing else. */
type HostInput = { sessionId: string; hostId?: string; host: { id: string; name: string } }
type Entered = Outcome<{ meetingUrl: string }, "not_found" | "not_on" | "host_too_early" | "not_signed" | "room_away">

/**
 * Leads a member of the team into the meeting of a closed round as its moderator, under their own name, by an address that is
 * signed for them; from an hour before the start to the end. It is kept that they did.
 *
 * Refuses an address that is not on a server of our own, which everybody enters as it is (`not_signed`), and a server that
 * does not answer (`room_away`).
 */
export async function enterAsHost(input: HostInput, by: By): Promise<Entered> {
  return (await reachMeeting((opened) => decide(input, by, opened))) ?? refuse("room_away")
}

async function decide(
  { sessionId, hostId, host }: HostInput,
  by: By,
  opened?: Opened,
): Promise<Entered | { unopened: Meeting }> {
  return transaction(async (tx, now) => {
    const [session] = await lockSessions(tx, [sessionId])
    if (!session || (hostId && session.hostId !== hostId)) return refuse("not_found")
    const door = hostDoorOf(session, now)
    if (door !== "open") return refuse(door)
    if (session.round !== "closed") return refuse("not_signed")
    const { meetingLink: own, format } = await tx.groupSession.findUniqueOrThrow({
      where: { id: sessionId },
      select: links,
    })
    const url = format.place === "online" && (own?.url ?? format.meetingLink?.url)
    if (!url || !serverOf(url)) return refuse("not_signed")
    const meeting = await readMeeting(tx, { sessionId, url }, now)
    if (isUnopened(meeting, opened)) return { unopened: meeting }
    await recordActivity(tx, "room.hosted", { actor: by.actor, sessionId, at: now })
    const guest = { id: idInRoom(sessionId, host.id), name: host.name, moderator: true }
    return { ok: true, meetingUrl: await addressFor(meeting, guest, opened) }
  }, by)
}

const link = { select: { url: true } } as const
const links = { meetingLink: link, format: { select: { place: true, meetingLink: link } } } as const
