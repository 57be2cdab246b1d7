import type { z } from "zod"
import type { HolderBooking } from "@/lib/bookings/queries"
import type { SeatAnswer } from "@/lib/bookings/queries-attendance"
import type { Deadline } from "@/lib/bookings/rules"
import { env } from "@/lib/env"
import type { ListedInvoice } from "@/lib/invoices/queries"
import type { Price } from "@/lib/money"
import { waysInHouse } from "@/lib/payments/policy"
import type { PublicSession } from "@/lib/sessions/queries"
import type { Locale } from "@/lib/sessions/schema"
import { localDayOf } from "@/lib/time-zone"
import type { HolderEntry } from "@/lib/waitlist/queries"
import type * as s from "../_contract/schemas"

/** What the domain says, in the shapes of the API. */

export const toPrice = (price: Price | null): z.input<typeof s.price> | null =>
  price && { netCents: price.netCents, vatRate: price.vatRateBasisPoints / 100, currency: price.currency }

export function toSession(session: PublicSession, locale: Locale): z.input<typeof s.session> {
  const { id, slug, timeZone, capacity, seatsFree, bookable, pausedUntil, status, format, texts, decideBy } = session
  return {
    ...{
      id,
      slug,
      title: texts.name,
      startsAt: session.startsAt.toISOString(),
      endsAt: session.endsAt.toISOString(),
      timeZone,
    },
    ...{ format: format.slug, place: format.place, capacity, seatsFree, status },
    ...{ admission: format.admission, round: format.round, roles: format.roles },
    ...{ bookable, pausedUntil: pausedUntil && pausedUntil.toISOString() },
    minimum: session.minimum,
    decisionOn: decideBy && localDayOf(decideBy, timeZone),
    price: toPrice(session.price),
    payBy: session.price ? waysInHouse(session.payBy) : [],
    conditions: session.conditions,
    url: `${env().PUBLIC_URL}${locale === "de" ? "" : `/${locale}`}/sessions/${slug}`,
  }
}

export function toBooking(
  booking: HolderBooking,
  asked: { answer: SeatAnswer | null } | null,
  locale: Locale,
): z.input<typeof s.booking> {
  const { reference, state, participant, booker, pending } = booking
  const { rebooking, substitution } = pending
  return {
    ...{ reference, status: state, decideAt: booking.decideAt?.toISOString(), participant, booker },
    session: toSession(booking.session, locale),
    ...{ calendarTitle: booking.calendarTitle, calendarFor: booking.calendarFor },
    attendance: { asked: asked !== null, answer: toAnswer(asked?.answer?.answer) },
    price: toPrice(booking.price),
    deadlines: booking.deadlines.map(toDeadline),
    rebookDeadlines: booking.rebookDeadlines.map(toDeadline),
    pending: {
      rebooking: rebooking && {
        session: toSession(rebooking.session, locale),
        decideAt: rebooking.decideAt.toISOString(),
      },
      substitution: substitution && { ...substitution, decideAt: substitution.decideAt.toISOString() },
    },
  }
}

/** Who was spoken to without saying anything certain has not answered. */
const toAnswer = (answer: SeatAnswer["answer"] = "reached") => (answer === "reached" ? null : answer)

const toDeadline = ({ until, percent }: Deadline) => ({ until: until && until.toISOString(), percent })

export function toEntry({ state, dates, offer }: HolderEntry): z.input<typeof s.entry> {
  const places = dates.map(({ place }) => place).filter((place) => place !== null)
  return {
    ...{ state, position: places.length > 0 ? Math.min(...places) : null },
    offer: offer ? { sessionId: offer.session.id, expiresAt: offer.expiresAt.toISOString() } : undefined,
  }
}

export function toInvoice(
  { number, kind, issuedOn, netCents, vatCents, grossCents, currency, state }: ListedInvoice,
  reference: string,
): z.input<typeof s.invoices>[number] {
  const file = `${env().PUBLIC_URL}/api/v1/bookings/${reference}/invoices/${number}`
  return {
    ...{ number, kind, issuedOn, netCents, vatCents, grossCents, currency, state },
    ...{ pdf: `${file}.pdf`, xml: `${file}.xml` },
  }
}

/** What became of a seat; `decideAt` only where something is still to be answered. */
export const toChange = <Status extends "requested" | "confirmed" | "payment">({
  status,
  decideAt,
}: {
  status: Status
  decideAt: Date | string | null
}) => ({
  ...{ ok: true as const, status },
  ...(decideAt && { decideAt: new Date(decideAt).toISOString() }),
})
