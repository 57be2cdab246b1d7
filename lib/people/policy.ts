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
  signedInAt: Date
  /** What was shown beside the mailbox; null while the sign-in is incomplete. */
  secondFactor: "passkey" | "totp" | "recovery_code" | null
  /** Whether the member has one. */
  hasSecondFactor: boolean
}

/**
 * Whether a sign-in may see people: with a second factor, or, where one is only offered, without for those who have
 * none. Who has one is asked for it everywhere.
 */
export const isComplete = (
  viewer: Pick<Viewer, "secondFactor" | "hasSecondFactor">,
  secondFactor: "required" | "offered",
): boolean => viewer.secondFactor !== null || (secondFactor === "offered" && !viewer.hasSecondFactor)

/** Runs sessions: creates, edits, decides. A host looks only. */
export const runsSessions = (viewer: Viewer): boolean => viewer.role !== "host"

/** Reads the bodies of mails. */
export const readsMails = (viewer: Viewer): boolean => viewer.role !== "host"

/**
 * Keeps people: reads and writes notes, edits, merges, hands out and erases what is known. A host sees who is in their own
 * sessions, and no more.
 */
export const keepsPeople = (viewer: Viewer): boolean => viewer.role !== "host"

/** Keeps the money: what is open, documents, vouchers, refunds. A host sees nothing of it. */
export const keepsMoney = (viewer: Viewer): boolean => viewer.role !== "host"

/** Sets what holds for the whole house, and who belongs to the team. */
export const runsHouse = (viewer: Viewer): boolean => viewer.role === "owner"

/** Reads what was done: an owner all of it, an organizer what concerns dates and bookings. */
export const readsLog = (viewer: Viewer): boolean => viewer.role !== "host"

/** Whose sessions somebody sees; an argument of every query of the desk. */
export const sessionScope = (viewer: Viewer): { hostId?: string } =>
  viewer.role === "host" ? { hostId: viewer.id } : {}
