import type { TeamRole } from "./schema"

/** The signed-in member of the team. */
export type Viewer = {
  id: string
  authSessionId: string
  email: string
  name: string
  role: TeamRole
  locale: "de" | "en"
  requestMails: "each" | "digest" | "none"
}

/** Runs sessions: creates, edits, decides. A host looks only. */
export const runsSessions = (viewer: Viewer): boolean => viewer.role !== "host"

/** Reads the bodies of mails. */
export const readsMails = (viewer: Viewer): boolean => viewer.role !== "host"

/**
 * Keeps people: reads and writes notes, edits, merges, hands out and erases what is known. A host sees who is in their own
 * sessions, and no more.
 */
export const keepsPeople = (viewer: Viewer): boolean => viewer.role !== "host"

/** Sets what holds for the whole house, and who belongs to the team. */
export const runsHouse = (viewer: Viewer): boolean => viewer.role === "owner"

/** Whose sessions somebody sees; an argument of every query of the desk. */
export const sessionScope = (viewer: Viewer): { hostId?: string } =>
  viewer.role === "host" ? { hostId: viewer.id } : {}
