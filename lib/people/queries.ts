import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import type { Viewer } from "./policy"
import type { TeamRole } from "./schema"

/** Whose sign-in this is; null when it is unknown, ended, too old or the member was removed. Read for every request. */
export async function findViewer(authSessionId: string, now = presentTime()): Promise<Viewer | null> {
  if (!/^[0-9a-f-]{36}$/.test(authSessionId)) return null
  const found = await db.authSession.findFirst({
    where: { id: authSessionId, revokedAt: null, expiresAt: { gt: now }, teamMember: { removedAt: null } },
    select: {
      teamMember: { select: { id: true, email: true, name: true, role: true, locale: true, requestMails: true } },
    },
  })
  return found && { ...found.teamMember, authSessionId }
}

/** Where a member is signed in, newest first. */
export async function listAuthSessions(teamMemberId: string, now = presentTime()) {
  return db.authSession.findMany({
    where: { teamMemberId, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, userAgent: true, createdAt: true },
    orderBy: { createdAt: "desc" },
  })
}

export type TeamMember = { id: string; email: string; name: string; role: TeamRole }

/** Who may sign in, by name. */
export async function listTeam(): Promise<TeamMember[]> {
  return db.teamMember.findMany({
    where: { removedAt: null },
    select: { id: true, email: true, name: true, role: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  })
}
