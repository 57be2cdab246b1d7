import { z } from "zod"
import type { ClientLimit } from "@/lib/rate-limit"
import type { Reason } from "./reasons"
import * as s from "./schemas"

/** One address and method of the API: what it takes, what it answers and every reason for which it says no. */
export type Operation = {
  id: string
  method: "get" | "post" | "put"
  /** Below /api/v1 */
  path: string
  summary: string
  description?: string
  limit: ClientLimit
  /** Needs the manageToken of the booking (`reference`) or of the entry (`id`) in the address. */
  holder?: true
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodObject
  /** One thing, several, or a file of one of these types. */
  success: { status: 200 | 201; schema: z.ZodObject | z.ZodArray } | { status: 200; files: readonly string[] }
  reasons: readonly Reason[]
}

const operation = <const Op extends Operation>(op: Op): Op => op
const ofBooking = { params: z.object({ reference: z.string().meta({ example: "R-7KQ4-M2XB" }) }) }
const byHolder = { ...ofBooking, holder: true } as const

export const listSessions = operation({
  ...{ id: "listSessions", method: "get", path: "/sessions", limit: "read" },
  summary: "Upcoming sessions by date",
  query: s.sessionsQuery,
  success: { status: 200, schema: s.sessionList },
  reasons: ["invalid_input"],
})

export const getSession = operation({
  ...{ id: "getSession", method: "get", path: "/sessions/{id}", limit: "read" },
  summary: "One session, past and cancelled ones too",
  params: z.object({ id: z.string() }),
  query: s.sessionQuery,
  success: { status: 200, schema: s.pictured },
  reasons: ["not_found"],
})

export const createBooking = operation({
  ...{ id: "createBooking", method: "post", path: "/bookings", limit: "hold" },
  summary: "Hold a seat",
  description:
    "Holds a seat for up to 30 minutes and mails a six-digit code to the participant, or to the booker if there is one. Whether the person already has a seat is told only to who has read that mail.",
  body: s.newBooking,
  success: { status: 201, schema: s.held },
  reasons: [
    ...(["not_found", "session_closed", "session_paused", "session_full", "conditions_changed"] as const),
    ...(["payment_not_offered", "billing_needed", "voucher_unknown", "voucher_used_up", "request_id_reused"] as const),
    ...(["role_not_admitted", "industry_needed", "size_band_needed", "no_sales_needed"] as const),
  ],
})

export const verifyBooking = operation({
  ...{ id: "verifyBooking", method: "post", path: "/bookings/{reference}/verification", limit: "code" },
  summary: "Prove the mailbox",
  description:
    "Turns the hold into a seat, or into a request with `decideAt`. After the hold has run out it takes a seat again if there is one. Repeating it within the code's ten minutes gives the same answer with a fresh token.",
  ...ofBooking,
  body: s.verification,
  success: { status: 200, schema: s.verified },
  reasons: [
    "not_found",
    "code_invalid",
    "code_expired",
    "too_many_tries",
    "hold_expired",
    "session_closed",
    "session_paused",
    "already_booked",
    "not_available",
    "voucher_used_up",
  ],
})

export const getBooking = operation({
  ...{ id: "getBooking", method: "get", path: "/bookings/{reference}", limit: "read" },
  summary: "A booking and how it stands",
  ...byHolder,
  query: s.sessionQuery,
  success: { status: 200, schema: s.booking },
  reasons: ["not_found"],
})

export const releaseSeat = operation({
  ...{ id: "releaseSeat", method: "post", path: "/bookings/{reference}/release", limit: "write" },
  summary: "Give the seat back",
  description: "Needs no body. Giving back what was given back succeeds and changes nothing.",
  ...byHolder,
  success: { status: 200, schema: s.release },
  reasons: ["not_found", "session_closed"],
})

export const getQuote = operation({
  ...{ id: "getQuote", method: "get", path: "/bookings/{reference}/quote", limit: "read" },
  summary: "What giving the seat back or moving it would come to now",
  description:
    "Nothing is changed by asking. `not_found` where there is no seat, or no session to move to. Where the seat was taken over from another company, which pays for it, nothing is said of what that owes or gets back.",
  ...byHolder,
  query: s.quoteQuery,
  success: { status: 200, schema: s.quote },
  reasons: ["not_found", "paid_by_other_company"],
})

export const listInvoices = operation({
  ...{ id: "listInvoices", method: "get", path: "/bookings/{reference}/invoices", limit: "read" },
  summary: "The invoices and credit notes of a booking",
  description:
    "The oldest first. An empty list where none has been issued yet, nothing is to be paid, or another company pays.",
  ...byHolder,
  success: { status: 200, schema: s.invoices },
  reasons: ["not_found"],
})

export const getInvoiceFile = operation({
  ...{ id: "getInvoiceFile", method: "get", path: "/bookings/{reference}/invoices/{file}", limit: "read" },
  summary: "A file of an invoice or a credit note",
  description:
    "The addresses are `pdf` and `xml` of the list. The same bytes at any time: a PDF/A-3 with the XML in it (ZUGFeRD/Factur-X, profile EN 16931), and that XML, or an XRechnung.",
  params: ofBooking.params.extend({ file: z.string().meta({ example: "RE-2026-0001.pdf" }) }),
  holder: true,
  success: { status: 200, files: ["application/pdf", "application/xml"] },
  reasons: ["not_found"],
})

export const rebookSeat = operation({
  ...{ id: "rebookSeat", method: "post", path: "/bookings/{reference}/rebooking", limit: "write" },
  summary: "Move the seat to another session",
  description:
    "In one step: if the other session is full, the seat stays. Into a reviewed session it is a request, answered at `decideAt`. A booking whose session was called off takes a seat at another date in the same way. The price and terms of the other session are those of the booking once its seat is confirmed. A closed round asks for `participant.industry`, `participant.sizeBand` and `noSales` where the booking has not said them yet.",
  ...byHolder,
  body: s.rebooking,
  success: { status: 200, schema: s.change },
  reasons: [
    "not_found",
    "session_closed",
    "session_paused",
    "session_full",
    "already_booked",
    "not_available",
    "pending_change",
    "conditions_changed",
    "move_by_request",
    "billing_needed",
    "paid_by_other_company",
    ...(["role_not_admitted", "industry_needed", "size_band_needed", "no_sales_needed"] as const),
    "request_id_reused",
  ],
})

export const substituteParticipant = operation({
  ...{ id: "substituteParticipant", method: "post", path: "/bookings/{reference}/substitution", limit: "write" },
  summary: "Hand the seat to somebody else",
  description:
    "Somebody from the same company, recognised by the mail domain and in a closed round by the name as well, takes it at once, and what opened it for the person before is void; only this very request, sent again with its `requestId`, is still answered as it was. Somebody from another company is a request, answered at `decideAt`.",
  ...byHolder,
  body: s.substitution,
  success: { status: 200, schema: s.change },
  reasons: [
    ...(["not_found", "session_closed", "session_paused"] as const),
    ...(["not_available", "not_confirmed", "pending_change", "request_id_reused"] as const),
    ...(["role_not_admitted", "industry_needed", "size_band_needed"] as const),
  ],
})

export const answerAttendance = operation({
  ...{ id: "answerAttendance", method: "post", path: "/bookings/{reference}/attendance", limit: "write" },
  summary: "Say whether the person comes",
  description:
    "From when it is asked (by default two working days before) until the session begins, as often as it changes. The same answer again changes nothing.",
  ...byHolder,
  body: s.attendance,
  success: { status: 200, schema: s.attendanceAnswer },
  reasons: ["not_found", "no_seat", "not_asked", "session_closed"],
})

export const getPledge = operation({
  ...{ id: "getPledge", method: "get", path: "/bookings/{reference}/pledge", limit: "read" },
  summary: "The confidentiality pledge of a closed round",
  description: "The text that counts now, to be read by the participant before it is given.",
  ...byHolder,
  query: s.sessionQuery,
  success: { status: 200, schema: s.pledge },
  reasons: ["not_found", "not_for_you"],
})

export const givePledge = operation({
  ...{ id: "givePledge", method: "post", path: "/bookings/{reference}/pledge", limit: "write" },
  summary: "Give the confidentiality pledge",
  description:
    "By the participant in person, with their own token; an assistant cannot give it. Giving it again changes nothing. It holds for this booking also after a move, and for nobody who takes the seat over.",
  ...byHolder,
  body: s.pledgeInput,
  success: { status: 200, schema: s.pledgeGiven },
  reasons: ["not_found", "not_for_you", "over", "pledge_outdated"],
})

export const enterRoom = operation({
  ...{ id: "enterRoom", method: "post", path: "/bookings/{reference}/entry", limit: "write" },
  summary: "Enter the room of a closed round",
  description:
    "From 15 minutes before the start until the end, for a participant with a confirmed seat who has given the pledge. Entering is noted as a proposal of attendance; it can be repeated. On the organizer's own Jitsi or BigBlueButton `meetingUrl` is signed for this participant: do not keep it, ask again.",
  ...byHolder,
  success: { status: 200, schema: s.opened },
  reasons: ["not_found", "not_for_you", "pledge_needed", "too_early", "waiting", "over"],
})

export const getCard = operation({
  ...{ id: "getCard", method: "get", path: "/bookings/{reference}/card", limit: "read" },
  summary: "The table card of a seat in a closed round",
  description:
    "For the participant on a confirmed seat of a closed round; to everybody else, who booked for them too, it is `not_found`. `suggested` is a line made from what was said at booking.",
  ...byHolder,
  query: s.sessionQuery,
  success: { status: 200, schema: s.card },
  reasons: ["not_found"],
})

export const saveCard = operation({
  ...{ id: "saveCard", method: "put", path: "/bookings/{reference}/card", limit: "write" },
  summary: "Approve the table card, or take the approval back",
  description:
    "What is approved is what the others of the round see, from the third day before. Without approval they see that there is one more person, and nothing is kept.",
  ...byHolder,
  body: s.newCard,
  success: { status: 200, schema: s.savedCard },
  reasons: ["not_found", "round_closed"],
})

export const getRound = operation({
  ...{ id: "getRound", method: "get", path: "/bookings/{reference}/round", limit: "read" },
  summary: "The table cards of the others",
  description:
    "From the third day before the session to the fourteenth after, to a participant who has given the confidentiality pledge and has shown themselves the round (`POST`). Reading changes nothing.",
  ...byHolder,
  success: { status: 200, schema: s.round },
  reasons: ["not_found", "round_closed", "pledge_needed", "round_not_shown"],
})

export const showRound = operation({
  ...{ id: "showRound", method: "post", path: "/bookings/{reference}/round", limit: "write" },
  summary: "Turn the table cards",
  description:
    "Needs no body. From now on this participant has seen a round: they can move within the format once by themselves, and then by request (`move_by_request`).",
  ...byHolder,
  success: { status: 200, schema: s.round },
  reasons: ["not_found", "round_closed", "pledge_needed", "round_not_shown"],
})

export const raiseObjection = operation({
  ...{ id: "raiseObjection", method: "post", path: "/bookings/{reference}/objection", limit: "write" },
  summary: "Not with this round",
  description:
    "For the organizer alone, with or without a reason; nobody else notices. From now on the participant moves the seat for nothing; giving it back is by the terms of the booking.",
  ...byHolder,
  body: s.objection,
  success: { status: 200, schema: s.raised },
  reasons: ["not_found", "session_closed", "round_not_shown"],
})

const ofEntry = { params: z.object({ id: z.string() }) }
const byWaiting = { ...ofEntry, holder: true } as const

export const joinWaitlist = operation({
  ...{ id: "joinWaitlist", method: "post", path: "/waitlist", limit: "hold" },
  summary: "Wait for a seat",
  description:
    "Up to five sessions of one format, or a format and the times that suit. A six-digit code is mailed to the participant, or to the booker if there is one; until it is entered the entry does not count.",
  body: s.newEntry,
  success: { status: 201, schema: s.joined },
  reasons: [
    ...(["not_found", "session_closed", "different_formats", "request_id_reused"] as const),
    ...(["role_not_admitted", "industry_needed", "size_band_needed", "no_sales_needed"] as const),
  ],
})

export const verifyEntry = operation({
  ...{ id: "verifyEntry", method: "post", path: "/waitlist/{id}/verification", limit: "code" },
  summary: "Prove the mailbox of an entry",
  description:
    "From now on the entry is in the queue; where a seat is free by now, it is offered at once. Repeating it within the code's ten minutes gives a fresh token.",
  ...ofEntry,
  body: s.verification,
  success: { status: 200, schema: s.queued },
  reasons: ["code_invalid", "code_expired", "too_many_tries", "entry_closed"],
})

export const getEntry = operation({
  ...{ id: "getEntry", method: "get", path: "/waitlist/{id}", limit: "read" },
  summary: "An entry and what is offered to it",
  ...byWaiting,
  success: { status: 200, schema: s.entry },
  reasons: ["not_found"],
})

export const acceptOffer = operation({
  ...{ id: "acceptOffer", method: "post", path: "/waitlist/{id}/acceptance", limit: "write" },
  summary: "Take the seat that is offered",
  description:
    "Confirmed at once, or requested with `decideAt` in a reviewed session. Whoever keeps a seat at another date moves. The offer stands to its last instant.",
  ...byWaiting,
  body: s.acceptance,
  success: { status: 200, schema: s.accepted },
  reasons: [
    ...(["not_found", "no_offer", "offer_lapsed", "session_closed"] as const),
    ...(["session_paused", "pending_change", "conditions_changed"] as const),
    ...(["move_by_request", "billing_needed", "paid_by_other_company"] as const),
    ...(["role_not_admitted", "industry_needed", "size_band_needed", "no_sales_needed"] as const),
  ],
})

export const declineOffer = operation({
  ...{ id: "declineOffer", method: "post", path: "/waitlist/{id}/decline", limit: "write" },
  summary: "Say no to the seat that is offered",
  description: "To this date, and the entry goes on waiting for its others, or to all of it.",
  ...byWaiting,
  body: s.decline,
  success: { status: 200, schema: s.declined },
  reasons: ["not_found"],
})

export const leaveWaitlist = operation({
  ...{ id: "leaveWaitlist", method: "post", path: "/waitlist/{id}/leave", limit: "write" },
  summary: "Leave the waiting list",
  description: "Needs no body. A seat that is offered goes to the next; leaving what is closed changes nothing.",
  ...byWaiting,
  success: { status: 200, schema: s.left },
  reasons: ["not_found"],
})

export const operations: Operation[] = [
  ...[listSessions, getSession, createBooking, verifyBooking],
  ...[
    getBooking,
    getQuote,
    listInvoices,
    getInvoiceFile,
    releaseSeat,
    rebookSeat,
    substituteParticipant,
    answerAttendance,
    getPledge,
    givePledge,
    enterRoom,
  ],
  ...[getCard, saveCard, getRound, showRound, raiseObjection],
  ...[joinWaitlist, verifyEntry, getEntry, acceptOffer, declineOffer, leaveWaitlist],
]

/** The reasons of an operation with those that follow from how it is asked. */
export function allReasons({ reasons, body, query, holder, method }: Operation): Reason[] {
  return [
    ...new Set<Reason>([
      ...reasons,
      ...(body ? (["malformed_json", "invalid_input"] as const) : []),
      ...(method !== "get" ? (["body_too_large", "unsupported_media_type"] as const) : []),
      ...(query ? (["invalid_input"] as const) : []),
      ...(holder ? (["token_missing", "token_invalid"] as const) : []),
      ...(["not_acceptable", "rate_limited", "internal_error", "try_again"] as const),
    ]),
  ]
}
