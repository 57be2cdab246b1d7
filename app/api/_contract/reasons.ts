/**
 * Every "no" the API can say: the stable word, its status, and what it means. Programs look at the word; the page
 * /docs/api lists them all.
 */
export const reasons = {
  session_full: [409, "Session full", "All seats of this session are taken."],
  session_closed: [
    409,
    "Session closed",
    "The session has begun, is over, or was cancelled: nothing can be changed any more.",
  ],
  session_paused: [
    409,
    "Session paused",
    "The organizer is about to change this session. Nothing can be booked or moved there for some minutes: try again after as many seconds as `Retry-After` says. Giving a seat back always works.",
  ],
  already_booked: [409, "Already booked", "This person already has a seat in this session by another booking."],
  not_available: [409, "Not available", "This person cannot be offered a seat in this session."],
  pending_change: [409, "Change pending", "A rebooking or a substitute is still to be answered for this booking."],
  move_by_request: [
    409,
    "Move by request",
    "This participant has seen a closed round of the format and has moved since. The organizer makes the next move: write to them.",
  ],
  round_closed: [409, "Round closed", "The table cards lie there from the third day before to the fourteenth after."],
  pledge_needed: [409, "Pledge needed", "The participant has not given the confidentiality pledge that counts now."],
  round_not_shown: [409, "Round not shown", "The participant has not shown themselves the round yet: `POST` it first."],
  conditions_changed: [
    409,
    "Conditions changed",
    "The time, price or terms of this session are not those you were shown. Nothing was booked: read it again, and send its `conditions`.",
  ],
  payment_not_offered: [409, "Payment not offered", "This session cannot be paid for in this way; `payBy` says how."],
  billing_needed: [409, "Billing data needed", "This session has a price: say whom the invoice is for (`billing`)."],
  paid_by_other_company: [
    409,
    "Paid by another company",
    "The company that booked this seat pays for it and has agreed to no more: take a session that costs no more, or book the dearer one as a booking of its own.",
  ],
  voucher_unknown: [409, "Voucher not valid", "This code is not valid for this booking."],
  voucher_used_up: [409, "Voucher used up", "This code has been used as often as it may be."],
  not_confirmed: [409, "Not confirmed", "Somebody from another company can take the seat only once it is confirmed."],
  no_seat: [409, "No seat", "This booking has no confirmed seat."],
  not_asked: [
    409,
    "Not asked yet",
    "Whether somebody comes is asked some days before the session, and can be answered from then on.",
  ],
  request_id_reused: [
    409,
    "Request id reused",
    "This requestId was used before with other content. Use a new one for a new request.",
  ],
  too_many_tries: [
    409,
    "Too many tries",
    "Five codes were wrong. The link in the mail still works; otherwise book again.",
  ],
  different_formats: [409, "Different formats", "One entry waits for sessions of one format."],
  no_offer: [409, "No offer", "No seat is offered to this entry."],
  offer_lapsed: [410, "Offer lapsed", "The time to accept this seat is over."],
  entry_closed: [410, "Entry closed", "This entry is no longer on the waiting list."],
  hold_expired: [410, "Hold expired", "This hold has ended, and no seat can be taken with its code any more."],
  code_invalid: [422, "Wrong code", "This is not the code that was mailed."],
  code_expired: [
    422,
    "Code expired",
    "The code was valid for ten minutes. The link in the mail still works; otherwise book again.",
  ],
  invalid_input: [422, "Invalid input", "Some fields are not right; `errors` names each."],
  not_found: [404, "Not found", "There is nothing at this address for you."],
  token_missing: [401, "Token missing", "Send the manageToken of the booking: `Authorization: Bearer …`."],
  token_invalid: [401, "Token invalid", "This token opens no booking, or no longer does."],
  malformed_json: [400, "Malformed JSON", "The body is not one JSON text in UTF-8 with unique names."],
  bad_address: [400, "Not an address", "The address holds characters that no address has."],
  method_not_allowed: [
    405,
    "Method not allowed",
    "This address does not answer to that method; `Allow` names those it does.",
  ],
  not_acceptable: [406, "Not acceptable", "The API answers in application/json and application/problem+json only."],
  body_too_large: [413, "Too large", "The body is larger than 64 KB."],
  unsupported_media_type: [415, "Unsupported media type", "Send the body as application/json in UTF-8."],
  rate_limited: [429, "Too many requests", "Try again after as many seconds as `Retry-After` says."],
  internal_error: [500, "Internal error", "The fault is ours and was logged under the id in `instance`."],
  try_again: [
    503,
    "Busy",
    "Try again after as many seconds as `Retry-After` says; with the same requestId nothing happens twice.",
  ],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string]>

export type Reason = keyof typeof reasons
