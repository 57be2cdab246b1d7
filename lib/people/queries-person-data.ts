import { db } from "@/lib/db"
import { flatten } from "@/lib/differences"
import type { BillingProfile } from "@/prisma/generated/client"
import { findErasure } from "./queries-erasure"
import type { Person } from "./queries-people"
import { isTeamKind } from "./rules"
import { isAmong } from "./rules-companies"

/**
 * All that is known of a person, for them to have (Art. 15 and 20 GDPR): who they are, their bookings and seats with what
 * was agreed to and whether they were there, what they wait for, seats they handed on, requests as a substitute, bookings they made for
 * others, what was mailed to them, and what the team wrote down. Nothing that others stated about others: of a booking
 * that was made for or handed on to somebody else the date and not the person, of a mail its kind and not its text.
 */
export async function getPersonData(person: Person, now: Date) {
  const known = await findErasure(db, person.id, now)
  const { addresses = [person.email], participantIds = [], bookerIds = [], exceptionIds = [] } = known ?? {}
  const [bookings, handedOn, made, substitutions, mails, notes, aboutMoney, subscriptions, marked] = await Promise.all([
    db.booking.findMany({
      where: { OR: [{ participantId: { in: participantIds } }, { email: { in: addresses } }] },
      include: {
        seats: { ...ownSeats, where: { OR: [{ participantId: { in: participantIds } }, { participantId: null }] } },
        billingProfile: true,
        substitutions: { where: { state: "accepted" }, select: { id: true } },
        waitlistEntries: waits,
        roundProfile: { select: { industry: true, sizeBand: true, noSalesVersion: true } },
        conflictWishes: { select: { company: true, namedAt: true }, orderBy: { position: "asc" } },
        cards: { where: { participantId: { in: participantIds } }, select: card },
        pledges: {
          where: { participantId: { in: participantIds } },
          select: { version: true, locale: true, pledgedAt: true },
        },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    db.booking.findMany({
      where: {
        seats: { some: { participantId: { in: participantIds } } },
        OR: [{ participantId: null }, { participantId: { notIn: participantIds } }],
        NOT: { email: { in: addresses } },
      },
      // The rest of the row is of whoever has it now.
      select: {
        ...{ reference: true, createdAt: true, agreedAt: true, businessUseVersion: true, termsVersion: true },
        seats: { ...ownSeats, select: { ...ownSeats.select, participantId: true } },
      },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    db.booking.findMany({
      where: { bookerEmail: { in: addresses }, NOT: { email: { in: addresses } } },
      include: { seats },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
    db.substitution.findMany({ where: { email: { in: addresses } }, orderBy: { createdAt: "asc" } }),
    db.mail.findMany({
      where: { recipient: { in: addresses } },
      select: { kind: true, recipient: true, state: true, createdAt: true, sentAt: true },
      orderBy: { createdAt: "asc" },
    }),
    db.personNote.findMany({
      where: { OR: [{ participantId: { in: participantIds } }, { bookerId: { in: bookerIds } }] },
      select: { text: true, createdAt: true },
      orderBy: { createdAt: "asc" },
    }),
    db.paymentException.findMany({
      where: { id: { in: exceptionIds } },
      select: { note: true, resolvedAt: true },
      orderBy: { resolvedAt: "asc" },
    }),
    db.subscription.findMany({
      where: { email: { in: addresses } },
      select: {
        ...{ email: true, locale: true, language: true, createdAt: true, confirmedAt: true },
        format: { select: { slug: true } },
      },
      orderBy: { createdAt: "asc" },
    }),
    db.mailAddress.findMany({
      where: { address: { in: addresses } },
      select: { address: true, mark: true, reason: true, markedAt: true },
    }),
  ])
  const {
    id,
    title,
    givenName,
    familyName,
    company,
    role,
    email,
    phone,
    locale,
    emailVerifiedAt,
    createdAt,
    otherAddresses,
  } = person
  return {
    exportedAt: now,
    person: {
      id,
      title,
      givenName,
      familyName,
      company,
      role,
      email,
      otherAddresses,
      phone,
      locale,
      emailVerifiedAt,
      knownSince: createdAt,
    },
    bookings: bookings.map((booking) => ({
      ...{ reference: booking.reference, bookedAt: booking.createdAt, verifiedAt: booking.verifiedAt },
      ...{ title: booking.title, givenName: booking.givenName, familyName: booking.familyName },
      ...{ company: booking.companyName, role: booking.role, email: booking.email, phone: booking.phone },
      ...{ bookedBy: booking.bookerName, priceNetCents: booking.priceNetCents, currency: booking.currency },
      // On the page for approval.
      reasonGiven: booking.approvalReason,
      consent: consentOf(booking),
      billing: isOutsider(booking) ? null : billingOf(booking.billingProfile),
      round: booking.roundProfile,
      conflictWishes: booking.conflictWishes,
      cards: booking.cards,
      pledges: booking.pledges,
      seats: booking.seats.map(seatOf),
      waitsFor: booking.waitlistEntries.map(({ dates, ...entry }) => ({
        ...entry,
        sessions: dates.map(({ groupSession }) => groupSession.startsAt),
      })),
    })),
    handedOn: handedOn.map(({ seats, ...booking }) => {
      const isTheirs = (seat?: { participantId: string | null }) => participantIds.includes(seat?.participantId ?? "")
      return {
        ...{ reference: booking.reference, bookedAt: booking.createdAt },
        // Agreed to by whoever had the seat first.
        consent: isTheirs(seats[0]) ? consentOf(booking) : null,
        seats: seats.filter(isTheirs).map(({ participantId: _, ...seat }) => seatOf(seat)),
      }
    }),
    bookedForOthers: made.map(({ reference, createdAt: bookedAt, bookerName, seats }) => ({
      ...{ reference, bookedAt, as: bookerName },
      seats: seats.map(seatOf),
    })),
    namedAsSubstitute: substitutions.map((row) => ({
      ...{ title: row.title, givenName: row.givenName, familyName: row.familyName, company: row.companyName },
      ...{ role: row.role, email: row.email, phone: row.phone, state: row.state, at: row.createdAt },
    })),
    mails: mails.filter(({ kind }) => !isTeamKind(kind)),
    notes: [...notes, ...aboutMoney.map(({ note, resolvedAt }) => ({ text: note, createdAt: resolvedAt }))],
    subscriptions: subscriptions.map(({ format, ...rest }) => ({ ...rest, format: format?.slug ?? null })),
    undeliverable: marked,
  }
}

export type PersonData = Awaited<ReturnType<typeof getPersonData>>

const seats = {
  select: {
    state: true,
    releaseReason: true,
    createdAt: true,
    confirmedAt: true,
    releasedAt: true,
    answer: { select: { answer: true, answeredAt: true, answeredBy: true } },
    mergeAnswers: {
      select: {
        ...{ answer: true, answeredAt: true, answeredBy: true },
        question: { select: { askedAt: true, target: { select: { startsAt: true } } } },
      },
      orderBy: { question: { askedAt: "asc" } },
    },
    groupSession: { select: { startsAt: true, timeZone: true } },
  },
  orderBy: { createdAt: "asc" },
} as const

/** Who was there is known of them and not for who booked for them, and neither is why they objected. */
const ownSeats = {
  ...seats,
  select: {
    ...{ ...seats.select, attendance: true, attendanceAt: true },
    objection: { select: { text: true, objectedAt: true } },
    entry: { select: { enteredAt: true } },
  },
} as const

/** How they wanted to be seen by the others of a round. */
const card = { line: true, shownName: true, shownCompany: true, approvedAt: true } as const

const waits = {
  select: {
    ...{ state: true, createdAt: true, queuedAt: true, closedAt: true },
    dates: { select: { groupSession: { select: { startsAt: true } } } },
    wishes: { select: { weekday: true, fromTime: true, untilTime: true } },
  },
  orderBy: { createdAt: "asc" },
} as const

type SeatRow = {
  state: string
  releaseReason: string | null
  createdAt: Date
  confirmedAt: Date | null
  releasedAt: Date | null
  attendance?: string | null
  attendanceAt?: Date | null
  objection?: { text: string | null; objectedAt: Date } | null
  entry?: { enteredAt: Date } | null
  /** Whether they come, as it was said last. */
  answer: { answer: string; answeredAt: Date; answeredBy: string } | null
  /** Whether another date suited, as they said it last. */
  mergeAnswers: {
    answer: string | null
    answeredAt: Date | null
    answeredBy: string | null
    question: { askedAt: Date; target: { startsAt: Date } }
  }[]
  groupSession: { startsAt: Date; timeZone: string }
}

const seatOf = ({ groupSession, mergeAnswers, ...seat }: SeatRow) => ({
  session: groupSession.startsAt,
  timeZone: groupSession.timeZone,
  ...seat,
  otherDates: mergeAnswers.map(({ question: { askedAt, target }, ...said }) => ({
    ...{ otherDate: target.startsAt, askedAt, ...said },
  })),
})

/** Who is billed for it, as whoever booked has said. */
const billingOf = (profile: BillingProfile | null) =>
  profile && {
    ...{ company: profile.companyName, street: profile.street, postalCode: profile.postalCode, city: profile.city },
    ...{ country: profile.country, vatId: profile.vatId, poNumber: profile.poNumber, costCentre: profile.costCentre },
    ...{ buyerReference: profile.buyerReference, emails: profile.emails },
  }

type Handed = { email: string; billingProfile: BillingProfile | null; substitutions: object[] }

/** Who has come from another company is given nothing of the one that pays. */
const isOutsider = ({ email, billingProfile, substitutions }: Handed): boolean =>
  substitutions.length > 0 && !isAmong(billingProfile?.emails ?? [], email)

type Agreed = { agreedAt: Date; businessUseVersion: string; termsVersion: string }

const consentOf = ({ agreedAt, businessUseVersion, termsVersion }: Agreed) => ({
  ...{ agreedAt, businessUseVersion, termsVersion },
})

/** The same as a table, a line for each fact: where it belongs, the how manieth, what it is called, what it says. */
export function personTable(data: PersonData): { columns: string[]; rows: (string | number)[][] } {
  const rows = Object.entries(data).flatMap(([part, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((entry, index) =>
      Object.entries(flatten(entry)).flatMap(([field, value]) =>
        value === null ? [] : [[part, index + 1, field, String(value)]],
      ),
    ),
  )
  return { columns: ["part", "entry", "field", "value"], rows }
}
