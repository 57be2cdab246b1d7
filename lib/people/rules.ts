export type Named = { title?: string | null; givenName: string; familyName: string }

/** "Dr. Petra Muster" */
export const fullName = ({ title, givenName, familyName }: Named): string =>
  [title, givenName, familyName].filter(Boolean).join(" ")

export type Booked = { bookerName: string | null; bookerEmail: string | null }

/** Who books or waits for somebody else, if anybody does. */
export const bookerOf = ({ bookerName, bookerEmail }: Booked): { name: string; email: string } | null =>
  bookerName && bookerEmail ? { name: bookerName, email: bookerEmail } : null

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

/** So many codes are mailed to one member in answer to one browser or network: nobody fills a mailbox. */
export const codeLimits = [
  { withinMs: 15 * minuteMs, codes: 5 },
  { withinMs: 24 * 60 * minuteMs, codes: 20 },
]

/** Beyond so many a day in answer to strangers, from however many networks, they come a quarter of an hour apart. */
const strangersCodes = 20
const strangersPauseMs = 15 * minuteMs

/** Who asks for a code: a browser of this member, or a stranger from some network. */
export type Asking = { browser: string | null; network: string | null }

/**
 * Whether one more code may be mailed to a member who was mailed these. Strangers use up only what is for strangers: a
 * browser in which the member has signed in before is counted by itself, another network too, and all strangers
 * together are slowed down and never shut out. So a mailbox gets 116 codes a day at most, and 20 for each own browser.
 * @param factor multiplies the limits (RATE_LIMIT); 0 takes them away
 */
export function mayMailCode(mailed: (Asking & { at: Date })[], asking: Asking, now: Date, factor = 1): boolean {
  if (factor === 0) return true
  const age = ({ at }: { at: Date }) => now.getTime() - at.getTime()
  const isWithin = (some: { at: Date }[]) =>
    codeLimits.every(({ withinMs, codes }) => some.filter((each) => age(each) < withinMs).length < codes * factor)
  if (asking.browser) return isWithin(mailed.filter(({ browser }) => browser === asking.browser))
  const strangers = mailed.filter(({ browser }) => browser === null)
  // A proxy that speaks for itself is many networks.
  const near = asking.network ? strangers.filter(({ network }) => network === asking.network) : []
  const today = strangers.filter((each) => age(each) < 24 * 60 * minuteMs)
  const slow = today.length >= strangersCodes * factor
  return isWithin(near) && !(slow && today.some((each) => age(each) < strangersPauseMs))
}

/**
 * After so many wrong codes without a sign-in in between, codes of six digits are over for this member (NIST SP 800-63B,
 * "Rate Limiting (Throttling)": no more than 100 consecutive failures) and the mail brings one of twenty, which has the
 * 64 bits from which on nothing has to be limited. Nobody is locked out by that; they type more.
 */
export const wrongCodesLimit = 100
export const codeDigits = (longCode: boolean): number => (longCode ? 20 : 6)

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
