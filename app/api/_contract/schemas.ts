import { z } from "zod"
import { bookingInput, calendarReaders, calendarTitles, codeInput, conditionsInput } from "@/lib/bookings/schema"
import {
  guestInput,
  industries,
  participantInput,
  participantRoles,
  sizeBands,
  substituteInput,
} from "@/lib/people/schema"
import { locales, offeredWays } from "@/lib/sessions/schema"
import { cardLine, objectionInput } from "@/lib/round/schema-cards"
import { declineInput, waitlistFields } from "@/lib/waitlist/schema"
import { readCursor } from "./cursor"
import { reasons } from "./reasons"

// What goes in builds on what the forms check; what goes out is held to these shapes as well: a field that is not
// written down here does not leave the house.

const instant = z.iso.datetime().meta({ description: "UTC", example: "2027-01-14T09:00:00.000Z" })
const admission = z.enum(["instant", "reviewed"]).meta({
  description:
    "`instant`: a verified booking is confirmed at once. `reviewed`: it is requested, and answered at `decideAt`.",
})
export const price = z
  .object({
    netCents: z.int().meta({ description: "Per seat, without VAT" }),
    vatRate: z.number().meta({ description: "Per cent", example: 19 }),
    currency: z.string(),
  })
  .meta({ id: "Price" })

export const session = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    startsAt: instant,
    endsAt: instant,
    timeZone: z
      .string()
      .meta({ description: "IANA name of the zone whose clock the date is promised in", example: "Europe/Berlin" }),
    format: z.string().meta({ description: "Slug of the format, as in the filter", example: "ki-gruppen-session" }),
    place: z.enum(["online", "on_site"]),
    capacity: z.int(),
    seatsFree: z.int().meta({ description: "At this moment. Nothing else is told of who is coming." }),
    bookable: z.boolean(),
    pausedUntil: instant
      .nullable()
      .meta({ description: "Until when booking is interrupted because the organizer is about to change the session" }),
    status: z.enum(["published", "guaranteed", "cancelled", "finished"]).meta({
      description: "`guaranteed`: it takes place. `published`: it does from `minimum` people on.",
    }),
    minimum: z.int(),
    decisionOn: z.iso.date().nullable().meta({
      description: "By when it is decided whether it takes place; null once it is, or when that day has passed",
    }),
    admission,
    round: z.enum(["open", "closed"]).meta({
      description:
        "`closed`: one person from each company, answered at `decideAt` whoever asks. It asks for `participant.industry`, `participant.sizeBand` and `noSales`.",
    }),
    roles: z.array(z.enum(participantRoles)).meta({ description: "Who may take part; an empty list is everybody" }),
    price: price.nullable().meta({ description: "null is free of charge" }),
    payBy: z.array(z.enum(offeredWays)).meta({
      description: "Ways to pay, where there is a price: send one as `payment` with `billing`.",
    }),
    conditions: z.string().meta({
      description:
        "Names the time, price and terms as they are now; another name as soon as one of them changes. Send it along when you hold a seat or move one there.",
      example: "9f3c0a7be2d14856",
    }),
    url: z.url().meta({ description: "The page of the session" }),
  })
  .meta({ id: "Session" })

export const pictured = session
  .extend({
    picture: z
      .object({
        industries: z.array(industries),
        sizes: z.array(z.object({ from: sizeBands, to: sizeBands })).meta({
          description: "Employees, by the least of a band: `from_50` to `from_250` is 50–999",
        }),
      })
      .nullable()
      .meta({
        description:
          "Whom a closed round brings together, in bands that at least three share; null while that is nothing. It names no number of people.",
      }),
  })
  .meta({ id: "PicturedSession" })

const shownConditions = conditionsInput.optional().meta({
  description:
    "`conditions` of the session as you showed it. If its time, price or terms have changed since, nothing is booked (`conditions_changed`). Left out, what holds at that moment is agreed to.",
})

const locale = z.enum(locales).default("de").meta({ description: "Language of `title` and `url`" })

export const sessionQuery = z.object({ locale })
export const sessionsQuery = sessionQuery.extend({
  format: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional()
    .meta({ description: "Slug of a format" }),
  language: z.enum(locales).optional().meta({ description: "Language of the conversation" }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z
    .string()
    .max(200)
    .transform((text, context) => {
      const place = readCursor(text)
      if (!place) context.addIssue({ code: "custom", message: "invalid" })
      return place ?? z.NEVER
    })
    .optional()
    .meta({ description: "`nextCursor` of the page before" }),
})
export const sessionList = z.object({
  sessions: z.array(session),
  nextCursor: z.string().nullable().meta({ description: "null on the last page" }),
})

const agreed = (text: string) => z.literal(true, "must_be_true").meta({ description: text })
const requestId = z
  .uuid()
  .meta({ description: "Made by the caller. Sending the same request again with it is one request." })

const ofCompany = {
  industry: substituteInput.shape.industry.meta({ description: "Of the company; a closed round asks for it" }),
  sizeBand: substituteInput.shape.sizeBand.meta({
    description: "How many people the company employs, from so many on; a closed round asks for it",
  }),
}
const participant = guestInput
  .extend({
    ...ofCompany,
    conflictWishes: guestInput.shape.conflictWishes.meta({
      description:
        "Companies this person does not want to sit with in a closed round. For the organizer alone; it changes nothing by itself.",
    }),
  })
  .meta({ id: "Participant" })
const substitute = substituteInput.extend(ofCompany).meta({ id: "Substitute" })
export const newBooking = bookingInput
  .omit({ businessUseVersion: true, termsVersion: true, noSalesVersion: true })
  .extend({
    requestId,
    participant,
    conditions: shownConditions,
    calendarTitle: z
      .enum(calendarTitles)
      .default("discreet")
      .meta({ description: "What the calendar entry is called: neutrally, or like the format." }),
    calendarFor: bookingInput.shape.calendarFor.meta({
      description: "Whose calendar the entry is in, where somebody else books: one by default, the participant's.",
    }),
    businessUse: agreed("The booking is for a company or a self-employed activity (§ 14 BGB)"),
    acceptTerms: agreed("The terms of participation in their present version are accepted"),
    noSales: agreed("Nothing is sold in the room; a closed round asks for it").optional(),
  })
  .meta({ id: "NewBooking" })

const reference = z.string().meta({ example: "R-7KQ4-M2XB" })
export const held = z.object({ reference, status: z.literal("held"), heldUntil: instant }).meta({ id: "Hold" })

export const verification = codeInput.meta({ id: "Verification" })
const settled = z.object({
  status: z.enum(["requested", "confirmed"]),
  decideAt: instant.optional().meta({ description: "When a request is answered" }),
})
export const change = settled.meta({ id: "Change" })
export const verified = settled
  .extend({
    status: z.enum(["requested", "confirmed", "payment"]).meta({
      description: "`payment`: the seat is held until `heldUntil`, and confirmed as soon as it is paid.",
    }),
    heldUntil: instant.optional(),
    manageToken: z.string().meta({ description: "Opens this booking: send it as Bearer token, keep it secret." }),
  })
  .meta({ id: "VerifiedBooking" })

const person = z.object({ givenName: z.string(), familyName: z.string(), company: z.string() })
const deadlines = z.array(z.object({ until: instant.nullable(), percent: z.number() }))
export const booking = z
  .object({
    reference,
    status: z.enum(["held", "offered", "requested", "confirmed", "released"]),
    decideAt: instant.optional(),
    session,
    participant: z.object({ ...participantInput.shape, email: z.string() }),
    booker: z.object({ name: z.string(), email: z.string() }).nullable(),
    calendarTitle: z.enum(calendarTitles),
    calendarFor: z.enum(calendarReaders),
    attendance: z.object({ asked: z.boolean(), answer: z.enum(["coming", "not_coming"]).nullable() }).meta({
      description: "Whether it is asked at present if the person comes, and what was said last",
    }),
    price: price.nullable(),
    deadlines: deadlines.meta({
      description: "Which share of the price giving the seat back costs until when; `until: null` holds to the end",
    }),
    rebookDeadlines: deadlines.meta({
      description: "The same for moving it to another date, which may be free for longer. A substitute costs nothing.",
    }),
    pending: z.object({
      rebooking: z.object({ session, decideAt: instant }).nullable(),
      substitution: person.extend({ decideAt: instant }).nullable(),
    }),
  })
  .meta({ id: "Booking" })

export const release = z
  .object({
    status: z.literal("released"),
    fee: z
      .object({ percent: z.number(), netCents: z.int() })
      .meta({ description: "What the terms of the booking ask for" }),
  })
  .meta({ id: "Release" })
export const quoteQuery = sessionQuery.extend({
  action: z.enum(["release", "rebooking"]),
  sessionId: z.uuid().optional().meta({ description: "Where it would move to; needed with `rebooking`" }),
})
export const quote = z
  .object({
    feeCents: z.int().meta({ description: "What the terms ask for, gross" }),
    refundCents: z.int().meta({ description: "What goes back of what was paid" }),
    dueCents: z.int().meta({ description: "What is to be paid then" }),
    currency: z.string(),
    deadlineAt: instant.nullable().meta({ description: "Until when that holds; null is until the session begins" }),
    explanation: z.string().meta({ description: "The same in a sentence, in `locale`" }),
  })
  .meta({ id: "Quote" })
export const invoices = z.array(
  z
    .object({
      number: z.string().meta({ example: "RE-2026-0001" }),
      kind: z.enum(["invoice", "credit_note"]),
      issuedOn: z.iso.date(),
      netCents: z.int(),
      vatCents: z.int(),
      grossCents: z.int().meta({ description: "Of a credit note what is given back, above zero too" }),
      currency: z.string(),
      state: z.enum(["issued", "overdue", "paid", "credited"]).meta({
        description:
          "Of an invoice: still to be paid, after its due day, paid, or taken back by a credit note. A credit note is `issued`.",
      }),
      pdf: z.url().meta({ description: "To be read with the same token" }),
      xml: z.url().meta({ description: "To be read with the same token" }),
    })
    .meta({ id: "Invoice" }),
)
export const attendance = z
  .object({
    answer: z.enum(["coming", "not_coming"]).meta({ description: "`not_coming` gives nothing back: the seat stays" }),
  })
  .meta({ id: "Attendance" })
export const attendanceAnswer = z
  .object({ answer: z.enum(["coming", "not_coming"]), answeredAt: instant })
  .meta({ id: "AttendanceAnswer" })
export const pledge = z
  .object({
    version: z.string(),
    lead: z.string(),
    points: z.array(z.object({ title: z.string(), text: z.string() })),
    close: z.string(),
    pledgedAt: instant.nullable().meta({ description: "When this version was promised" }),
  })
  .meta({ id: "Pledge" })
export const pledgeInput = z
  .object({
    version: z.string().max(40).meta({ description: "Of the text that was read, as `GET` gave it" }),
    locale: z
      .enum(locales)
      .optional()
      .meta({ description: "The language it was read in; by default that of the booking" }),
  })
  .meta({ id: "PledgeInput" })
export const pledgeGiven = z.object({ version: z.string(), pledgedAt: instant }).meta({ id: "PledgeGiven" })
export const opened = z
  .object({ meetingUrl: z.url().meta({ description: "Of the meeting, for this person alone; it can still change" }) })
  .meta({ id: "OpenedRoom" })
export const card = z
  .object({
    approved: z.boolean(),
    line: z.string().nullable(),
    showName: z.boolean(),
    showCompany: z.boolean(),
    suggested: z.string().meta({ example: "Managing director, manufacturing, 250–999 employees" }),
    opensAt: instant.meta({ description: "From when the others see it" }),
  })
  .meta({ id: "TableCard" })
export const newCard = z
  .object({
    approved: z.boolean().meta({ description: "false takes the approval back; nothing else counts then" }),
    line: cardLine.optional().meta({ description: "Needed to approve" }),
    showName: z.boolean().default(false),
    showCompany: z.boolean().default(false),
  })
  .refine(({ approved, line }) => !approved || line !== undefined, { path: ["line"], error: "required" })
  .meta({ id: "NewTableCard" })
export const savedCard = z.object({ approved: z.boolean() }).meta({ id: "SavedTableCard" })
export const round = z
  .object({
    cards: z.array(z.object({ line: z.string(), name: z.string().nullable(), company: z.string().nullable() })),
    others: z.int().meta({ description: "People who have approved no card, or have not promised yet" }),
    closesAt: instant,
  })
  .meta({ id: "Round" })
export const objection = objectionInput.meta({ id: "Objection" })
export const raised = z.object({ objectedAt: instant }).meta({ id: "RaisedObjection" })
const billing = bookingInput.shape.billing.meta({
  description: "Whom the invoice is for, where the seat costs something and the booking does not say so yet",
})
const forRound = {
  participant: z
    .object(ofCompany)
    .optional()
    .meta({ description: "What a closed round asks of the company, where the booking has not said it yet" }),
  noSales: newBooking.shape.noSales,
}
export const rebooking = z
  .object({ requestId: requestId.optional(), sessionId: z.uuid(), conditions: shownConditions, ...forRound, billing })
  .meta({ id: "Rebooking" })
export const substitution = z
  .object({ requestId: requestId.optional(), participant: substitute })
  .meta({ id: "Substitution" })

export const newEntry = waitlistFields
  .omit({ businessUseVersion: true, termsVersion: true, noSalesVersion: true })
  .extend({
    ...newBooking.pick({
      ...{ requestId: true, participant: true, calendarFor: true, businessUse: true, acceptTerms: true, noSales: true },
    }).shape,
    formatId: z.uuid().optional().meta({ description: "Needed where no session is named" }),
  })
  .meta({ id: "NewEntry" })
export const joined = z.object({ id: z.uuid() }).meta({ id: "Entry" })
export const queued = verified.pick({ manageToken: true }).meta({ id: "VerifiedEntry" })
export const entry = z
  .object({
    state: z.enum(["waiting", "offered", "accepted", "declined", "left", "lapsed"]),
    position: z
      .int()
      .nullable()
      .meta({ description: "Of all dates the best; null in a closed round, where there is no order" }),
    offer: z.object({ sessionId: z.uuid(), expiresAt: instant }).optional(),
  })
  .meta({ id: "EntryState" })
export const acceptance = z
  .object({
    conditions: conditionsInput.optional().meta({
      description:
        "`conditions` of the session as you showed it. If its time, price or terms have changed since, nothing is booked (`conditions_changed`). Left out, what held when the seat was offered is agreed to, and nothing else.",
    }),
    ...forRound,
    billing,
  })
  .meta({ id: "Acceptance" })
export const accepted = settled.extend({ reference }).meta({ id: "Accepted" })
export const decline = declineInput
  .extend({ scope: declineInput.shape.scope.default("date").meta({ description: "`date` or `all`" }) })
  .meta({ id: "Decline" })
export const declined = z.object({ waiting: z.boolean() }).meta({ id: "Declined" })
export const left = z.object({ left: z.boolean() }).meta({ id: "Left" })

export const problem = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({
      example: "urn:uuid:6f8a2c1e-5d3b-4c7a-9e0f-112233445566",
      description: "Id of the request, also in X-Request-Id",
    }),
    reason: z.enum(Object.keys(reasons)).meta({ description: "Stable; decide by this" }),
    errors: z
      .array(
        z.object({ path: z.string().meta({ example: "participant.email" }), code: z.string(), message: z.string() }),
      )
      .optional()
      .meta({ description: "With status 422" }),
    triesLeft: z.int().optional().meta({ description: "With `code_invalid`" }),
  })
  .meta({ id: "Problem" })
