import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import type { Viewer } from "./policy"
import { hashSecret } from "./request-sign-in-code"
import type { TeamRole } from "./schema"

/** Whose sign-in this is; null when it is unknown, ended, too old or the member was removed. Read for every request. */
export async function findViewer(authSessionId: string, now = presentTime()): Promise<Viewer | null> {
  if (!isUuid(authSessionId)) return null
  const [found] = await db.$queryRaw<Viewer[]>`
    SELECT m.id, a.id AS "authSessionId", m.email, m.name, m.role, m.locale, m.request_mails AS "requestMails",
           a.created_at AS "signedInAt", a.second_factor AS "secondFactor",
           EXISTS (SELECT 1 FROM passkeys p WHERE p.team_member_id = m.id)
             OR EXISTS (SELECT 1 FROM totp_apps t WHERE t.team_member_id = m.id) AS "hasSecondFactor"
      FROM auth_sessions a JOIN team_members m ON m.id = a.team_member_id
     WHERE a.id = ${authSessionId}::uuid AND a.revoked_at IS NULL AND a.expires_at > ${now} AND m.removed_at IS NULL`
  return found ?? null
}

/** Where a member is signed in, newest first. */
export async function listAuthSessions(teamMemberId: string, now = presentTime()) {
  return db.authSession.findMany({
    where: { teamMemberId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, userAgent: true, createdAt: true, secondFactor: true },
    orderBy: { createdAt: "desc" },
  })
}

export type TeamMember = {
  id: string
  email: string
  name: string
  role: TeamRole
  /** Set while the invitation is open: when it was last mailed. */
  invitedAt: Date | null
  signIns: number
  hasSecondFactor: boolean
}

/** Who may sign in or is invited to, by name. */
export async function listTeam(now = presentTime()): Promise<TeamMember[]> {
  return db.$queryRaw<TeamMember[]>`
    SELECT m.id, m.email, m.name, m.role, CASE WHEN m.joined_at IS NULL THEN m.invited_at END AS "invitedAt",
           (SELECT count(*)::int FROM auth_sessions a
             WHERE a.team_member_id = m.id AND a.revoked_at IS NULL AND a.expires_at > ${now}) AS "signIns",
           EXISTS (SELECT 1 FROM passkeys p WHERE p.team_member_id = m.id)
             OR EXISTS (SELECT 1 FROM totp_apps t WHERE t.team_member_id = m.id) AS "hasSecondFactor"
      FROM team_members m WHERE m.removed_at IS NULL ORDER BY m.name, m.id`
}

/** One of them, or null. */
export const findTeamMember = async (id: string): Promise<TeamMember | null> =>
  (await listTeam()).find((member) => member.id === id) ?? null

/** Whose sign-in a ticket is, for the browser that brings it. */
export async function findTicketMember(ticket: string): Promise<string | null> {
  const challenge = await db.signInChallenge.findUnique({ where: { ticketHash: hashSecret(ticket) } })
  return challenge?.teamMemberId ?? null
}
