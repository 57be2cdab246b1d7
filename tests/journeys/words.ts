import booking from "../../messages/de/booking.json" with { type: "json" }
import desk from "../../messages/de/desk.json" with { type: "json" }
import errors from "../../messages/de/errors.json" with { type: "json" }
import manage from "../../messages/de/manage.json" with { type: "json" }
import people from "../../messages/de/people.json" with { type: "json" }
import sessions from "../../messages/de/sessions.json" with { type: "json" }
import bookingEn from "../../messages/en/booking.json" with { type: "json" }
import deskEn from "../../messages/en/desk.json" with { type: "json" }
import errorsEn from "../../messages/en/errors.json" with { type: "json" }
import manageEn from "../../messages/en/manage.json" with { type: "json" }
import peopleEn from "../../messages/en/people.json" with { type: "json" }
import sessionsEn from "../../messages/en/sessions.json" with { type: "json" }

/** What the pages say, so that a better sentence does not break a journey. */
export type Words = {
  booking: typeof booking
  desk: typeof desk
  errors: typeof errors
  manage: typeof manage
  people: typeof people
  sessions: typeof sessions
}

export const german: Words = { booking, desk, errors, manage, people, sessions }
export const english: Words = {
  booking: bookingEn,
  desk: deskEn,
  errors: errorsEn,
  manage: manageEn,
  people: peopleEn,
  sessions: sessionsEn,
}
