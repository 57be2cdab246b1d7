import { z } from "zod"
import { calendarReaders } from "@/lib/bookings/schema"
import { participantRoles, teamRoles } from "@/lib/people/schema"

/**
 * What a mail is rendered from: facts as they were when it was occasioned. There is no link and no code among them,
 * only the generation numbers that lib/secrets.ts derives both from when the mail is sent or shown.
 */

const instant = z.iso.datetime()

/** A date somebody can sit in. */
const appointment = z.object({
  startsAt: instant,
  endsAt: instant,
  timeZone: z.string(),
  /** Name of the format in the language of the mail. */
  format: z.string(),
  lengthMinutes: z.int(),
  place: z.enum(["online", "on_site"]),
  placeText: z.string().nullable(),
  /** Of a closed round: its pledge, and its door if it is online. */
  closed: z.literal(true).optional(),
})
export type Appointment = z.output<typeof appointment>

/** Who reads the mail, in which part, and of which booking. */
const booking = z.object({
  bookingId: z.uuid(),
  /** As greeted: "Dr. Petra Muster". */
  to: z.string(),
  role: z.enum(["participant", "booker"]),
  generation: z.int(),
  reference: z.string(),
  /** To the booker: for whom. */
  participant: z.string().optional(),
  /** To the participant: by whom, if by somebody else. */
  booker: z.string().optional(),
})
export type BookingFacts = z.output<typeof booking>

/** The entry that goes with a mail to whose calendar it is in (RFC 5546). */
export const calendarFacts = z.object({
  method: z.enum(["REQUEST", "CANCEL"]),
  sequence: z.int(),
  startsAt: instant,
  endsAt: instant,
  place: z.enum(["online", "on_site"]),
  placeText: z.string().nullable(),
  attendee: z.string(),
  /** In the calendar of who booked: for whom. */
  onBehalfOf: z.string().optional(),
  /** Has a door: that of a closed round online. */
  room: z.literal(true).optional(),
  /** What it is called where the person has chosen the name of the format. */
  title: z.string().optional(),
})
export type CalendarFacts = z.output<typeof calendarFacts>

const ofBooking = booking.extend({ appointment, calendar: calendarFacts.optional() })
/** Where it is not sure yet that the session takes place: from how many people on, and by when that is decided. */
const viability = z.object({ minimum: z.int(), decideBy: instant }).nullable().default(null)
const money = z.object({ cents: z.int(), currency: z.string() })
/** What is to be paid at Stripe now, by who wanted to pay so. */
const pay = money.nullable().default(null)
/** What was paid before the seat was sure. */
const paid = money.nullable().default(null)
/** What was paid and goes back. */
const back = money.nullable().default(null)
const price = z.object({ netCents: z.int(), vatRateBasisPoints: z.int(), currency: z.string() }).nullable()
/** What a change costs, if anything. */
const fee = z
  .object({ percent: z.int(), netCents: z.int(), currency: z.string(), waivedWhenRefilled: z.boolean() })
  .nullable()
/** Another date to choose, at most two in a mail. */
const offer = z.object({ slug: z.string(), startsAt: instant, endsAt: instant, timeZone: z.string() })
export type Offer = z.output<typeof offer>
const offers = z.array(offer).max(2)

/** Somebody as the team sees them. */
const person = z.object({
  name: z.string(),
  company: z.string(),
  role: z.enum(participantRoles),
  email: z.string(),
  phone: z.string().nullable(),
})
export type Person = z.output<typeof person>
const ofTeam = z.object({ to: z.string(), appointment, sessionId: z.uuid() })
const seatInSession = z.object({ appointment, person, sessionId: z.uuid() })
const request = z.object({
  seatId: z.uuid(),
  appointment,
  person,
  decideAt: instant,
  change: z.enum(["new", "rebooking", "substitution"]),
  /** What stands against it in a closed round; names nobody but who asks. */
  remark: z
    .object({
      kind: z.enum(["company_in_doubt", "same_company_confirmed", "same_company", "conflict"]),
      people: z.int().optional(),
    })
    .nullable()
    .default(null),
})
export type RequestFacts = z.output<typeof request>

/** A time that suits somebody who waits. */
const wish = z.object({ weekday: z.int(), from: z.string(), until: z.string() })

/** Of a seat that is near; `asked` whether its person has been asked before. */
const reminder = z.object({ seatId: z.uuid(), freeUntil: instant.nullable(), asked: z.boolean() })

/** A document and whom it was issued to. Its files are those that are kept; only the names go along here. */
const ofDocument = z.object({
  ...{ bookingId: z.uuid(), invoiceId: z.uuid(), reference: z.string(), company: z.string() },
  /** Of the link to the page of the invoices; null where somebody else gets them by now. */
  generation: z.int().nullable(),
  ...{ number: z.string(), issuedOn: z.iso.date(), amount: money, profile: z.enum(["factur_x", "xrechnung"]) },
})
export type DocumentFacts = z.output<typeof ofDocument>

/** An invoice that is not paid, to whoever it went: nothing of who sits where. */
const unpaid = z.object({
  ...{ bookingId: z.uuid(), role: z.literal("recipient"), to: z.string(), reference: z.string(), appointment },
  ...{ number: z.string(), issuedOn: z.iso.date(), dueOn: z.iso.date(), amount: money },
  /** Of the link to the page of the invoices. */
  generation: z.int().optional(),
  /** Where it can be transferred to. */
  account: z.object({ holder: z.string(), iban: z.string() }).nullable(),
})
export type UnpaidFacts = z.output<typeof unpaid>

export const mailParams = {
  // Before a mailbox is proved nothing typed is repeated in it: a name could be an advertisement.
  code: z.object({
    bookingId: z.uuid(),
    role: booking.shape.role,
    codeGeneration: z.int(),
    heldUntil: instant.nullable(),
    /** Null where somebody asks to wait: for one date or several. */
    appointment: appointment.nullable(),
  }),
  sign_in_code: z.object({ to: z.string(), challengeId: z.uuid(), long: z.boolean().default(false) }),

  reserved: ofBooking.extend({ decideAt: instant, price }),
  /** `asksBilling`: it costs something, and nobody has said yet who is billed. */
  confirmed: ofBooking.extend({
    ...{
      price,
      freeUntil: instant.nullable(),
      byHand: z.boolean(),
      viability,
      asksBilling: z.boolean().default(false),
      ...{ pay, paid },
    },
  }),
  declined: ofBooking.extend({ offers }),
  released: ofBooking.extend({ why: z.enum(["holder", "withdrawn", "organizer"]), fee, back, offers }),
  rebooked: ofBooking.extend({
    ...{ before: appointment, price: price.default(null), freeUntil: instant.nullable(), fee, viability },
    ...{ pay, back },
  }),
  rebooking_requested: ofBooking.extend({ before: appointment, decideAt: instant }),
  rebooking_declined: ofBooking.extend({ refused: appointment, offers }),
  substituted: ofBooking,
  /** Reserved when it is still to be answered, confirmed otherwise. */
  substitute: ofBooking.extend({ namedBy: z.string(), decideAt: instant.nullable(), freeUntil: instant.nullable() }),
  substitution_requested: ofBooking.extend({ decideAt: instant }),
  substitution_declined: ofBooking,
  /** Taken back by the holder; `appointment` is the one that is kept. */
  request_withdrawn: ofBooking.extend({ change: z.enum(["rebooking", "substitution"]) }),
  calendar_renamed: ofBooking,
  /** Whose calendar the entry is in from now on. */
  calendar_moved: ofBooking.extend({ keeps: z.enum(calendarReaders) }),
  /** To the new assistant: by whom they were named; null where it was the house. */
  booker_named: ofBooking.extend({ namedBy: z.string().nullable() }),
  /** To the participant: who cares for the booking from now on, if anybody, and whether they said so themselves. */
  booker_changed: ofBooking.extend({
    ...{ booker: z.string().optional(), byThemselves: z.boolean() },
    /** Nobody did before. */
    first: z.boolean().optional(),
  }),
  /** To who did until now. */
  booker_replaced: ofBooking,
  /** The same three of somebody who only waits. */
  entry_booker: booking.extend({
    tells: z.enum(["named", "changed", "replaced"]),
    namedBy: z.string().nullable(),
    byThemselves: z.boolean(),
  }),
  session_moved: ofBooking.extend({
    before: appointment,
    standing: z.enum(["confirmed", "requested", "offered", "waiting"]),
    message: z.string().nullable().default(null),
    /** In which it is held now, where that is new. */
    language: z.enum(["de", "en"]).optional(),
    /** Until when an offered seat is reserved. */
    expiresAt: instant.optional(),
  }),
  reminder: ofBooking.extend(reminder.shape),
  question: ofBooking.extend(reminder.shape),
  question_again: ofBooking.extend(reminder.shape),
  last_reminder: ofBooking.extend(reminder.shape),
  /** `offered` to whom a seat was only offered, and who waits on for something else. */
  session_cancelled: ofBooking.extend({
    ...{ message: z.string().nullable(), back, offers },
    offered: z.boolean().optional(),
  }),
  session_guaranteed: ofBooking,
  /** Whether another date suits as well; there is nothing in it of who and how many are at either. */
  merge_question: ofBooking.extend({
    ...{ questionId: z.uuid(), seatId: z.uuid(), other: appointment, expiresAt: instant },
    /** A yes is a request: in a closed round. */
    byRequest: z.boolean().optional(),
  }),
  waiting: booking.extend({
    dates: z.array(appointment),
    wishes: z.array(wish),
    closed: z.boolean(),
    /** Where somebody has a seat until then. */
    kept: appointment.nullable(),
  }),
  waitlist_ended: booking.extend({ dates: z.array(appointment) }),
  /** By the organizer; `offered` where a seat was theirs to take at the moment. */
  waitlist_removed: booking.extend({
    ...{ dates: z.array(appointment), wishes: z.array(wish), kept: appointment.nullable() },
    offered: z.boolean(),
  }),
  /** A seat of a closed round that everybody can request; who keeps a seat at another date moves there with it. */
  opened: ofBooking.extend({ slug: z.string(), keeps: z.boolean() }),
  offer: ofBooking.extend({ expiresAt: instant, price, kept: appointment.nullable() }),
  offer_lapsed: ofBooking.extend({ off: z.boolean() }),
  /** Somebody else has the seat that was given back late; `percent` is what is not owed any more. */
  refilled: booking.extend({ appointment, percent: z.int(), back }),
  /** After a closed round, to both of two who wished for it. */
  contact_exchanged: booking.extend({
    ...{ appointment, contact: person.pick({ name: true, email: true, phone: true }) },
  }),
  /** Paid when there was no seat any more: it goes back. */
  payment_returned: booking.extend({ appointment, amount: money }),
  /** A debit that the bank did not carry out, or a payment that it has fetched back (`disputed`). */
  payment_failed: booking.extend({ appointment, amount: money, disputed: z.boolean() }),
  /** `dueOn` is null where it is paid; `paid` is part of it. */
  invoice: ofDocument.extend({ dueOn: z.iso.date().nullable(), paid: money.nullable().default(null) }),
  credit_note: ofDocument.extend({ corrects: z.string(), whole: z.boolean() }),
  refund_failed: booking.extend({ appointment, amount: money }),
  payment_reminder: unpaid,
  payment_demand: unpaid,
  payment_last_demand: unpaid,
  duplicate: ofBooking,
  /** Without an appointment it is somebody who only waits. */
  links: z.object({
    to: z.string(),
    bookings: z.array(booking.extend({ appointment: appointment.nullable() })).min(1),
  }),

  /** To a mailbox that nobody has proved yet: nothing typed is repeated. */
  subscription: z.object({ subscriptionId: z.uuid(), confirmed: z.boolean() }),
  new_dates: z.object({
    subscriptionId: z.uuid(),
    dates: z.array(z.object({ slug: z.string(), language: z.enum(["de", "en"]), appointment })).min(1),
    /** How many there are beside those. */
    more: z.int(),
  }),

  /** To a mailbox that nobody has proved yet: of what was typed, the name is greeted and nothing repeated. */
  team_invitation: z.object({
    to: z.string(),
    invitedBy: z.string().nullable(),
    house: z.string(),
    role: z.enum(teamRoles),
  }),
  team_factor: z.object({
    to: z.string(),
    what: z.enum([
      "passkey_added",
      "totp_added",
      "passkey_removed",
      "totp_removed",
      "blocked",
      "recovery_code_used",
      "recovery_codes_renewed",
    ]),
    at: instant,
    timeZone: z.string(),
    left: z.int().nullable(),
  }),
  team_test: z.object({ to: z.string(), at: instant, timeZone: z.string() }),

  organizer_request: ofTeam.extend({ request }),
  /** A seat that nobody had to decide about; `before` is where the person had one until now. */
  organizer_booked: ofTeam.extend({ person, reference: z.string(), before: appointment.nullable() }),
  organizer_release: ofTeam.extend({
    ...{ person, reference: z.string() },
    /** A seat that was given back, or a request that was taken back before anybody had decided. */
    what: z.enum(["seat", "request"]).default("seat"),
  }),
  organizer_payment_returned: ofTeam.extend({ person, reference: z.string(), amount: money }),
  organizer_payment_failed: ofTeam.extend({ person, reference: z.string(), amount: money }),
  organizer_refund_failed: ofTeam.extend({ person, reference: z.string(), amount: money }),
  /** Neither whose objection it is nor what was said. */
  organizer_objection: ofTeam.extend({ seatId: z.uuid() }),
  organizer_full: ofTeam.extend({ capacity: z.int() }),
  organizer_decision: ofTeam.extend({
    ...{ decideBy: instant, passed: z.boolean(), confirmed: z.int(), minimum: z.int() },
    /** In percent that enough of those come; null where that is not the question. */
    chance: z.int().nullable(),
  }),
  organizer_bounce: z.object({
    to: z.string(),
    recipient: z.string(),
    error: z.string(),
    appointment: appointment.nullable(),
  }),
  organizer_digest: z.object({
    to: z.string(),
    day: instant,
    timeZone: z.string(),
    requests: z.array(request),
    withdrawn: z.array(seatInSession).default([]),
    booked: z.array(seatInSession).default([]),
    releases: z.array(seatInSession),
    notComing: z.array(seatInSession).default([]),
    full: z.array(z.object({ appointment, sessionId: z.uuid() })),
  }),
}

export type MailKind = keyof typeof mailParams
export type MailParams<Kind extends MailKind = MailKind> = z.output<(typeof mailParams)[Kind]>
export const mailKinds = Object.keys(mailParams) as MailKind[]
