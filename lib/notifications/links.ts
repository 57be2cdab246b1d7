import { env } from "@/lib/env"
import { invoiceToken } from "@/lib/invoices/policy"
import { codeDigits } from "@/lib/people/rules"
import { deriveCode, issueToken, type TokenRole } from "@/lib/secrets"
import { subscriptionToken } from "@/lib/subscriptions/token"
import type { MailLocale } from "./translator"

/** Where mails lead. A token is derived at this moment, or masked where it is nobody's business. */
export type Links = ReturnType<typeof mailLinks>

type Holder = { bookingId: string; role: TokenRole; generation: number }

const hidden = "••••••"

/**
 * Addresses and codes for a mail in one language.
 * @param options.mask shows the journal what was sent without what opens a booking
 */
export function mailLinks(locale: MailLocale, options: { mask: boolean }) {
  const page = (path: string) => `${env().PUBLIC_URL}${locale === "de" ? "" : `/${locale}`}${path}`
  const secret = (derive: () => string) => (options.mask ? hidden : derive())
  return {
    /**
     * Opens "my booking", or one of its ways, or the way to one date, or what it waits for: the address sets a cookie
     * and leads on to the page.
     */
    booking: (
      holder: Holder,
      way?:
        "attendance" | "billing" | "other-date" | "pledge" | "rebook" | "release" | "room" | "substitute" | "waiting",
      date?: string,
    ) =>
      page(
        `/open/${secret(() => issueToken({ purpose: "manage", role: holder.role, bookingId: holder.bookingId }, holder.generation))}${way ? `?to=${way}` : ""}${date ? `&date=${date}` : ""}`,
      ),
    /** A page with a button, for another device. */
    verify: (bookingId: string, role: TokenRole, codeGeneration: number) =>
      page(`/verify/${secret(() => issueToken({ purpose: "verify", role, bookingId }, codeGeneration))}`),
    code: (bookingId: string, codeGeneration: number) => secret(() => deriveCode("booking", bookingId, codeGeneration)),
    /** A long one in groups of five. */
    signInCode: (challengeId: string, long: boolean) =>
      secret(() => deriveCode("sign-in", challengeId, 1, codeDigits(long)).replace(/(\d{5})(?=\d{5})/g, "$1 ")),
    /** The page of the invoices of a booking, which opens nothing else of it. */
    invoices: (bookingId: string, generation: number) =>
      page(`/invoice/${secret(() => invoiceToken({ bookingId, generation }))}`),
    /** A page with the buttons to confirm and to leave. */
    subscription: (id: string) => page(`/subscription/${secret(() => subscriptionToken(id))}`),
    /** For mail programs, which end a subscription by one POST (RFC 8058). */
    unsubscribe: (id: string) => `${env().PUBLIC_URL}/api/unsubscribe/${secret(() => subscriptionToken(id))}`,
    session: (slug: string) => page(`/sessions/${slug}`),
    sessions: () => page(locale === "de" ? "/" : ""),
    imprint: () => page("/imprint"),
    privacy: () => page("/privacy"),
    decide: (seatId: string) => page(`/organizer/requests/${seatId}`),
    objection: (seatId: string) => page(`/organizer/objections/${seatId}`),
    deskSession: (sessionId: string) => page(`/organizer/sessions/${sessionId}`),
    refunds: () => page("/organizer/money/refunds"),
    signIn: () => page("/organizer/sign-in"),
    ownFactors: () => page("/organizer/settings/security"),
    mailSettings: () => page("/organizer/settings/mail"),
    journal: () => page("/organizer/mails"),
  }
}
