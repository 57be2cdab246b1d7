import type { MailKind } from "./schema"

/**
 * So many mails of a kind may go to one address within an hour: those that anybody can cause by typing it. What is
 * more is kept unsent, and whoever typed sees the usual answer. An assistant books for a whole board in one hour, or
 * takes it over from another one, and all the codes go to the assistant.
 */
export const hourlyLimit = {
  code: 20,
  links: 3,
  duplicate: 3,
  subscription: 3,
  booker_named: 20,
  entry_booker: 20,
} satisfies {
  [Kind in MailKind]?: number
}

/** The same for all addresses of one mail domain together: nobody floods a company by making up its mailboxes. */
export const hourlyDomainLimit = 600

/** A mail that a worker has begun to send is another's to send after this time; all timeouts of SMTP end before. */
export const leaseMs = 90_000

/**
 * How often a mail is tried when the server says "later". The queue waits e, e², e³ … seconds and at most six hours
 * between tries: 25 are four days (RFC 5321, section 4.5.4.1, asks for as many); a code is of no use by then, and
 * whoever asked for a test wants to know.
 */
export const mostAttempts = (kind: string): number =>
  kind === "team_test" ? 2 : kind === "code" || kind === "sign_in_code" ? 5 : 25

/**
 * What can be left out where mails come back or are not wanted: nobody misses a date, a seat or a deadline by it. All
 * other mails are tried all the same.
 */
const dispensable: Partial<Record<string, true>> = {
  new_dates: true,
  subscription: true,
  calendar_renamed: true,
  refilled: true,
  reminder: true,
  organizer_full: true,
  organizer_digest: true,
} satisfies { [Kind in MailKind]?: true }
export const isDispensable = (kind: string): boolean => dispensable[kind] === true

/** Providers tell again for a day or less; what they tell of is not believed when it is older, and remembered longer. */
export const eventsUntilMs = 3 * 24 * 3_600_000
export const eventMemoryMs = 7 * 24 * 3_600_000

/** Test mails one member may ask for within an hour. */
export const hourlyTests = 5

/** Why a mail server did not take a mail, as far as what it said tells (RFC 4954, section 6; RFC 5321, section 4.2). */
export function whyNotSent(error: string): "auth" | "unreachable" | "not_written" | "answered" {
  if (/^(5[03][0-9]|EAUTH)\b/.test(error)) return "auth"
  if (/^\d{3}\b/.test(error)) return "answered"
  return error === "could not be written" ? "not_written" : "unreachable"
}

/** What of a changed session its people are told. */
export type News = "time" | "place" | "language"

/**
 * Another time, another place that one travels to, another language: everybody is told. How many seats there are, the
 * minimum and who hosts change nobody's plans, and an online session meets where its link leads.
 */
export const newsOf = (changed: Record<News, boolean>, place: "online" | "on_site"): News[] =>
  (["time", "place", "language"] as const).filter((news) => changed[news] && (news !== "place" || place === "on_site"))
