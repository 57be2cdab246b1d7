export type Named = { title?: string | null; givenName: string; familyName: string }

/** "Dr. Petra Muster" */
export const fullName = ({ title, givenName, familyName }: Named): string =>
  [title, givenName, familyName].filter(Boolean).join(" ")

/** Kinds of mails to the organizer's team, as PostgreSQL reads it too. */
export const teamKinds = /^(organizer_|team_|sign_in_code$)/

/** Mails to the team: no booking's link in them, no bounce mail about them, and none of them is a participant's. */
export const isTeamKind = (kind: string): boolean => teamKinds.test(kind)

const minuteMs = 60_000

/** A sign-in code is good for ten minutes and five tries. */
export const codeMs = 10 * minuteMs
export const codeTries = 5

/** From the right code to the sign-in it is one step within the server. */
export const ticketMs = minuteMs

/** A sign-in ends by itself after 30 days, however often it is used. */
export const authSessionMs = 30 * 24 * 60 * minuteMs

/**
 * Codes mailed to one member: few enough that guessing (five tries a code, one in a million each) does not pay and
 * nobody's mailbox is filled, enough that somebody else's asking hardly locks a member out.
 */
export const codeLimits = [
  { withinMs: 15 * minuteMs, codes: 5 },
  { withinMs: 24 * 60 * minuteMs, codes: 20 },
]

/**
 * Whether one more code may be mailed to a member who was mailed codes at these times.
 * @param factor multiplies the limits (RATE_LIMIT); 0 takes them away
 */
export function mayMailCode(mailedAt: Date[], now: Date, factor = 1): boolean {
  const within = (ms: number) => mailedAt.filter((at) => now.getTime() - at.getTime() < ms).length
  return factor === 0 || codeLimits.every(({ withinMs, codes }) => within(withinMs) < codes * factor)
}

/** What a passkey is asked to sign is good for five minutes. */
export const passkeyMs = 5 * minuteMs

/** Five wrong codes of an authenticator app in a row, and it is closed for a quarter of an hour. */
export const totpTries = 5
export const totpWaitMs = 15 * minuteMs

/** Factors are added and removed, and recovery codes shown, only so long after signing in. */
export const freshMs = 10 * minuteMs

/** Whether a sign-in is fresh enough to change how one signs in. */
export const isFresh = (signedInAt: Date, now: Date): boolean => now.getTime() - signedInAt.getTime() <= freshMs

/** An invitation is mailed again after a minute at the earliest. */
export const invitationPauseMs = minuteMs
