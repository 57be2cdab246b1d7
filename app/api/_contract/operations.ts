import { z } from "zod"
import type { ClientLimit } from "@/lib/rate-limit"
import type { Reason } from "./reasons"
import * as s from "./schemas"

/** One address and method of the API: what it takes, what it answers and every reason for which it says no. */
export type Operation = {
  id: string
  method: "get" | "post"
  /** Below /api/v1 */
  path: string
  summary: string
  description?: string
  limit: ClientLimit
  /** Needs the manageToken of the booking in the address. */
  holder?: true
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodObject
  success: { status: 200 | 201; schema: z.ZodObject }
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
  success: { status: 200, schema: s.session },
  reasons: ["not_found"],
})

export const createBooking = operation({
  ...{ id: "createBooking", method: "post", path: "/bookings", limit: "hold" },
  summary: "Hold a seat",
  description:
    "Holds a seat for up to 30 minutes and mails a six-digit code to the participant, or to the booker if there is one. Whether the person already has a seat is told only to who has read that mail.",
  body: s.newBooking,
  success: { status: 201, schema: s.held },
  reasons: ["not_found", "session_closed", "session_paused", "session_full", "conditions_changed", "request_id_reused"],
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

export const rebookSeat = operation({
  ...{ id: "rebookSeat", method: "post", path: "/bookings/{reference}/rebooking", limit: "write" },
  summary: "Move the seat to another session",
  description:
    "In one step: if the other session is full, the seat stays. Into a reviewed session it is a request, answered at `decideAt`. A booking whose session was called off takes a seat at another date in the same way. The price and terms of the other session are those of the booking once its seat is confirmed.",
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
    "request_id_reused",
  ],
})

export const substituteParticipant = operation({
  ...{ id: "substituteParticipant", method: "post", path: "/bookings/{reference}/substitution", limit: "write" },
  summary: "Hand the seat to somebody else",
  description:
    "Somebody from the same company, recognised by the mail domain, takes it at once, and what opened it for the person before is void; only this very request, sent again with its `requestId`, is still answered as it was. Somebody from another company is a request, answered at `decideAt`.",
  ...byHolder,
  body: s.substitution,
  success: { status: 200, schema: s.change },
  reasons: [
    ...(["not_found", "session_closed", "session_paused"] as const),
    ...(["not_available", "not_confirmed", "pending_change", "request_id_reused"] as const),
  ],
})

export const operations: Operation[] = [
  ...[listSessions, getSession, createBooking, verifyBooking],
  ...[getBooking, releaseSeat, rebookSeat, substituteParticipant],
]

/** The reasons of an operation with those that follow from how it is asked. */
export function allReasons({ reasons, body, query, holder, method }: Operation): Reason[] {
  return [
    ...new Set<Reason>([
      ...reasons,
      ...(body ? (["malformed_json", "invalid_input"] as const) : []),
      ...(method === "post" ? (["body_too_large", "unsupported_media_type"] as const) : []),
      ...(query ? (["invalid_input"] as const) : []),
      ...(holder ? (["token_missing", "token_invalid"] as const) : []),
      ...(["not_acceptable", "rate_limited", "internal_error", "try_again"] as const),
    ]),
  ]
}
