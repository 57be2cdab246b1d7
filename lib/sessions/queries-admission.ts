import { db } from "@/lib/db"
import type { Admission } from "@/lib/people/rules-admission"

/** Whom the format of a session admits; null where there is no such session. */
export async function findAdmission(sessionId: string): Promise<Admission | null> {
  const session = await db.groupSession.findUnique({
    where: { id: sessionId },
    select: { format: { select: { round: true, roles: true } } },
  })
  return session && session.format
}
