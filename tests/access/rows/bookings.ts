import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { holdToken, verifyToken } from "@/lib/bookings/policy"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { db, transaction } from "@/lib/db"
import { invoiceToken } from "@/lib/invoices/policy"
import { settleBooking } from "@/lib/payments/settle-booking"
import { mailboxOf } from "@/lib/notifications/queries-feeds"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { getPublicSession } from "@/lib/sessions/queries"
import { getSettings } from "@/lib/sessions/settings"
import { deriveCode } from "@/lib/secrets"
import { ask as askAbout, questionOf } from "../../bookings/merge"
import { Visitor } from "../../support/visitor"
import { done } from "../../support/world"
import type { Cast, Subject } from "../cast"
import { type Call, open, type Row, type Rows } from "../row"
import { holder, type Who } from "../viewers"
import { isAskedAbout } from "./asked"

const holders: Who[] = ["participant", "booker"]

/** What the holders of a booking do with it. */
const booking = (
  page: (subject: Subject, cast: Cast) => string,
  fields: (cast: Cast, subject: Subject) => Record<string, string> | Promise<Record<string, string>>,
  arrange?: (cast: Cast, subject: Subject) => Promise<void>,
  session?: (cast: Cast) => Promise<{ id: string }>,
): Row => ({
  may: holders,
  call: async (cast, who) => {
    const subject = await cast.book({ sessionId: (await session?.(cast))?.id })
    await arrange?.(cast, subject)
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    const caller = role && (await holder(cast.origin, subject.bookingId, role))
    return {
      page: page(subject, cast),
      fields: { booking: subject.reference, ...(await fields(cast, subject)) },
      caller,
    }
  },
})

/** What the browser may do that typed a booking, and nobody else's; `proof` is what it got for it. */
const typed = (call: (given: { subject: Subject & { page: string } }) => Call, proof = holdToken): Row => ({
  may: holders,
  call: async (cast, who) => {
    const subject = await cast.book({ held: true })
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    const caller = role && new Visitor(cast.origin)
    if (role) caller?.cookies.set("runde_bookings", await proof(subject.bookingId, role))
    return {
      ...call({ subject: { ...subject, page: `/sessions/${cast.round.slug}/book?booking=${subject.reference}` } }),
      caller,
    }
  },
})

/** What whoever has the link to the invoices does: for all others it does nothing, also for who holds the booking. */
const byRecipient = (way: string, fields: Record<string, string>): Row => ({
  may: ["nobody"],
  call: async (cast, who) => {
    const { bookingId } = await cast.book({ sessionId: cast.priced.id })
    const { reference } = await cast.bill({
      ...{ bookingId, reference: (await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).reference },
    })
    const caller = who === "nobody" ? new Visitor(cast.origin) : undefined
    caller?.cookies.set("runde_invoices", invoiceToken({ bookingId, generation: 1 }))
    return { page: `/invoices/${reference}${way}`, fields: { booking: reference, ...fields }, caller }
  },
})

/** The ledger says what is owed. */
const isOwed = async (bookingId: string): Promise<void> =>
  void (await transaction((tx) => settleBooking(tx, { bookingId, now: new Date() })))

/** What participants and who books for them do. */
export const bookings: Rows = {
  "book/actions.ts holdSeatAction": open(async ({ round, world }) => ({
    page: `/sessions/${round.slug}/book`,
    fields: {
      ...typedPerson({ ...world.thomas, email: `${randomUUID()}@vorlage-logistik.example` }),
      requestId: randomUUID(),
      sessionId: round.id,
      locale: "de",
      conditions: (await getPublicSession(round, "de")).conditions,
      legalVersion: (await getSettings()).legal.version,
      businessUse: "on",
      acceptTerms: "on",
    },
  })),
  "book/actions.ts enterCodeAction": typed(({ subject }) => ({
    page: subject.page,
    fields: { booking: subject.reference, code: deriveCode("booking", subject.bookingId, 1) },
  })),
  "book/actions.ts renewCodeAction": typed(({ subject }) => ({
    page: subject.page,
    fields: { booking: subject.reference },
  })),
  "verify/actions.ts verifyByLinkAction": typed(
    ({ subject }) => ({ page: `/verify?booking=${subject.reference}`, fields: { booking: subject.reference } }),
    verifyToken,
  ),
  "booking/actions.ts requestLinksAction": open(({ karin }) => ({
    page: "/booking",
    fields: { email: karin.person.email },
  })),
  "booking/actions.ts forgetAction": {
    ...open(async (cast) => ({
      page: "/booking",
      fields: {},
      caller: await holder(cast.origin, cast.karin.bookingId, "participant"),
    })),
    silent: true,
  },
  "[reference]/actions.ts rebookAction": booking(
    ({ reference }, { reviewed }) => `/booking/${reference}/rebook/${reviewed.slug}`,
    async ({ reviewed }) => ({
      requestId: randomUUID(),
      sessionId: reviewed.id,
      conditions: (await getPublicSession(reviewed, "de")).conditions,
    }),
  ),
  "[reference]/actions.ts substituteAction": booking(
    ({ reference }) => `/booking/${reference}/substitute`,
    (_, { person }) => ({
      ...typedPerson({ ...person, email: `colleague.${randomUUID()}@probe-verpackungen.example` }),
      requestId: randomUUID(),
      step: "confirm",
    }),
  ),
  "[reference]/actions.ts releaseAction": booking(
    ({ reference }) => `/booking/${reference}/release/confirm`,
    () => ({}),
  ),
  "[reference]/actions.ts comingAction": booking(
    ({ reference }) => `/booking/${reference}/attendance`,
    () => ({}),
    (_, { sessionId }) => isAskedAbout(sessionId),
    ({ session }) => session(),
  ),
  "[reference]/actions.ts answerMergeAction": booking(
    ({ reference }) => `/booking/${reference}/other-date/confirm`,
    async (_, { sessionId }) => ({
      questionId: (await questionOf({ id: sessionId })).id,
      answer: "keep",
      startsAt: new Date().toISOString(),
    }),
    async ({ session }, { sessionId }) =>
      void done(await askAbout({ id: sessionId }, await session({ days: 47 }), new Date())),
    ({ session }) => session(),
  ),
  "[reference]/actions.ts chooseCalendarTitleAction": booking(
    ({ reference }) => `/booking/${reference}/calendar-title`,
    () => ({ calendarTitle: "format" }),
  ),
  "[reference]/billing-actions.ts saveBillingAction": booking(
    ({ reference }) => `/booking/${reference}/billing`,
    () => ({
      ...{ "billing.street": "Musterweg 2", "billing.postalCode": "80331" },
      ...{ "billing.city": "München", "billing.country": "DE" },
    }),
    undefined,
    ({ priced }) => Promise.resolve(priced),
  ),
  "[reference]/billing-actions.ts requestInvoiceAction": booking(
    ({ reference }) => `/booking/${reference}`,
    () => ({}),
    (_, { bookingId }) => isOwed(bookingId),
    ({ priced }) => Promise.resolve(priced),
  ),
  // By the link of who pays, which is none of those who can be seen here.
  "[reference]/actions.ts correctBillingAction": byRecipient("/address", {
    ...{ "billing.street": "Musterweg 3", "billing.postalCode": "80331" },
    ...{ "billing.city": "München", "billing.country": "DE" },
  }),
  "[reference]/actions.ts payInvoiceAction": byRecipient("", {}),
  "[reference]/pay-action.ts payAction": booking(
    ({ reference }) => `/booking/${reference}`,
    () => ({}),
    undefined,
    ({ priced }) => Promise.resolve(priced),
  ),
  "[reference]/sharing-actions.ts changeBookerAction": booking(
    ({ reference }) => `/booking/${reference}/assistant`,
    () => ({ name: "Bert Nachfolger", email: `bert.${randomUUID()}@probe-verpackungen.example` }),
  ),
  "[reference]/sharing-actions.ts removeBookerAction": booking(
    ({ reference }) => `/booking/${reference}/assistant`,
    () => ({}),
  ),
  "[reference]/sharing-actions.ts chooseCalendarReaderAction": booking(
    ({ reference }) => `/booking/${reference}/assistant`,
    () => ({ calendarFor: "both" }),
  ),
  "[reference]/sharing-actions.ts shareApprovalAction": booking(
    ({ reference }) => `/booking/${reference}/approval`,
    () => ({ reason: "Wir planen das Budget." }),
  ),
  "[reference]/sharing-actions.ts endApprovalAction": booking(
    ({ reference }) => `/booking/${reference}/approval`,
    () => ({}),
  ),
  // An assistant has no calendar of whom they book for.
  "[reference]/sharing-actions.ts renewFeedAction": {
    ...booking(
      ({ reference }) => `/booking/${reference}/subscribe`,
      () => ({}),
    ),
    may: ["participant"],
  },
  "[reference]/sharing-actions.ts endFeedAction": {
    ...booking(
      ({ reference }) => `/booking/${reference}/subscribe`,
      () => ({}),
      async (_, { bookingId }) =>
        void (await renewFeed((await mailboxOf({ bookingId, role: "participant", generation: 1 }))!, {
          actor: system,
        })),
    ),
    may: ["participant"],
  },
  "[reference]/actions.ts withdrawRequestAction": booking(
    ({ reference }) => `/booking/${reference}/withdraw`,
    () => ({}),
    async ({ reviewed }, { bookingId }) =>
      void done(
        await rebookSeat({ requestId: randomUUID(), bookingId, sessionId: reviewed.id }, { actor: { kind: "booker" } }),
      ),
  ),
}

const typedPerson = (person: Subject["person"]) =>
  Object.fromEntries(Object.entries(person).map(([name, value]) => [`participant.${name}`, String(value)]))
