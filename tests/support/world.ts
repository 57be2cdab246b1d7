import { randomUUID } from "node:crypto"
import { type Actor, system } from "@/lib/activity"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { holdSeat } from "@/lib/bookings/hold-seat"
import type { BookingInput } from "@/lib/bookings/schema"
import type { ParticipantInput } from "@/lib/people/schema"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { deriveCode } from "@/lib/secrets"
import { vatRows } from "@/lib/payments/rules-vat"
import { createFormat } from "@/lib/sessions/create-format"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { type FormatInput, formatInput } from "@/lib/sessions/schema"
import { defaultSettings } from "@/lib/sessions/settings"
import { addLocalDays, instantOf, localTimeOf } from "@/lib/time-zone"

export const berlin = "Europe/Berlin"

/** A Monday morning on which nothing is urgent. */
export const monday = instantOf("2026-12-07T09:00", berlin)

/** The instant of a wall clock time in Berlin. */
export const at = (localTime: string): Date => instantOf(localTime, berlin)
export const minutesAfter = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000)
export const by = (kind: Actor["kind"], now: Date, id?: string) => ({ actor: { kind, id }, now })

const person = (givenName: string, familyName: string, company: string, domain: string): ParticipantInput => ({
  ...{ givenName, familyName, company, role: "managing_director" },
  email: `${givenName}.${familyName}@${domain}.example`.toLowerCase(),
})

/** Invented people. Paula works where Petra does; Anke is her assistant and books for others. */
export const people = {
  petra: person("Petra", "Muster", "Muster Anlagenbau GmbH", "muster-anlagenbau"),
  paula: person("Paula", "Kollegin", "Muster Anlagenbau GmbH", "muster-anlagenbau"),
  jonas: person("Jonas", "Beispiel", "Beispiel & Söhne KG", "beispiel-soehne"),
  karin: person("Karin", "Probe", "Probe Verpackungen GmbH", "probe-verpackungen"),
  thomas: person("Thomas", "Vorlage", "Vorlage Logistik GmbH", "vorlage-logistik"),
}
export const anke = { name: "Anke Vorzimmer", email: "anke.vorzimmer@muster-anlagenbau.example" }

/** Whom an invoice is for; counts where something is to be paid. */
export const billed = { street: "Musterweg 1", postalCode: "80331", city: "München", country: "DE" }

export type WorldSession = { id: string; slug: string; startsAt: Date }
export type WorldBooking = { bookingId: string; reference: string; heldUntil: Date }
type SessionOptions = Partial<{ capacity: number; minimum: number; timeZone: string; draft: boolean; now: Date }>
type BookOptions = Partial<Pick<BookingInput, "payment" | "billing" | "voucher" | "requestId" | "noSalesVersion">> & {
  booker?: typeof anke
  now?: Date
}

/**
 * A small named world on the file's own database: two instant rounds, two reviewed ones and a priced one, all empty.
 * Sessions and formats are new with every call, people are the same. By default it is Monday, 7 December 2026, and
 * nothing depends on the machine's clock; tests that go over HTTP pass the present, and the dates move along.
 */
export async function world(options: { now?: Date } = {}) {
  const now = options.now ?? monday
  await confirmVatRows()
  const text = {
    name: "KI-Gruppen-Session für Entscheider:innen",
    shortName: "KI-Gruppen-Session",
    lead: "Ein ehrlicher Abgleich.",
    forWhom: "Für Entscheider:innen.",
    notForWhom: "Für niemanden, der verkauft.",
    agenda: [],
  }
  const terms = {
    steps: [
      { daysBefore: 14, percent: 0 },
      { daysBefore: 3, percent: 50 },
    ],
    finalPercent: 100,
    waivedWhenRefilled: true,
  }
  const format = async (slug: string, fields: Partial<FormatInput>) =>
    createFormat(
      formatInput.parse({
        ...{ slug: `${slug}-${randomUUID().slice(0, 8)}`, kind: "group", lengthMinutes: 90, place: "online", terms },
        ...{ texts: { de: text, en: text }, ...fields },
      }),
    )
  const formats = {
    instant: await format("instant", { admission: "instant" }),
    reviewed: await format("reviewed", { admission: "reviewed" }),
    priced: await format("priced", {
      ...{ admission: "instant", priceNetCents: 29_000, payBy: ["invoice", "card", "sepa_debit"] },
    }),
  }

  async function session(formatId: string, localStart: string, fields: SessionOptions = {}): Promise<WorldSession> {
    const { capacity = 8, minimum = 1, timeZone = berlin, draft = false, now: createdAt = now } = fields
    const input = {
      formatId,
      language: "de",
      localStart,
      timeZone,
      placeText: null,
      capacity,
      minimum,
      hostId: null,
    } as const
    const { sessionId: id, slug } = done(
      await createGroupSession({ requestId: randomUUID(), ...input }, { actor: system, now: createdAt }),
    )
    if (!draft) done(await publishGroupSession({ sessionId: id }, { actor: system, now: createdAt }))
    return { id, slug, startsAt: instantOf(localStart, timeZone) }
  }
  const inDays = (days: number, time: string) =>
    `${localTimeOf(addLocalDays(now, days, berlin), berlin).slice(0, 10)}T${time}`

  return {
    now,
    formats,
    format,
    session,
    ...people,
    anke,
    hold,
    book,
    code,
    answerAll,
    seatsOf,
    /** Thursday, 14.01.2027, 10:00 */
    januaryRound: await session(formats.instant, inDays(38, "10:00")),
    /** Thursday, 04.02.2027, 10:00 */
    februaryRound: await session(formats.instant, inDays(59, "10:00")),
    /** Tuesday, 26.01.2027, 08:30 */
    reviewedRound: await session(formats.reviewed, inDays(50, "08:30")),
    /** Thursday, 11.02.2027, 16:00 */
    laterReviewedRound: await session(formats.reviewed, inDays(66, "16:00")),
    /** Thursday, 18.02.2027, 16:00, 290 € */
    pricedRound: await session(formats.priced, inDays(73, "16:00")),
  }

  /** Types a booking. */
  async function hold(
    participant: ParticipantInput,
    { id: sessionId }: { id: string },
    { booker, voucher, billing = billed, now: heldAt = now, requestId = randomUUID(), ...said }: BookOptions = {},
  ): Promise<WorldBooking> {
    const agreed = { locale: "de", businessUseVersion: "test", termsVersion: "test" } as const
    const asked = { requestId, sessionId, participant, booker, billing, voucher, ...said }
    return done(await holdSeat({ ...asked, ...agreed } satisfies BookingInput, heldAt))
  }

  /** Types a booking and the code from the mail. */
  async function book(
    participant: ParticipantInput,
    session: { id: string },
    options: BookOptions = {},
  ): Promise<WorldBooking> {
    const held = await hold(participant, session, options)
    done(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: options.now ?? now }))
    return held
  }

  /** Lets the time come at which every open request is answered. */
  async function answerAll(): Promise<Date> {
    const { _max } = await db.seat.aggregate({ where: { state: "requested" }, _max: { decideAt: true } })
    const due = _max.decideAt ?? now
    await carryOutDecisions({ now: due })
    return due
  }
}

/** The house has gone through the rows of the VAT table, unless a test has set it otherwise before. */
async function confirmVatRows(): Promise<void> {
  const confirmedVatRows = [true, false].flatMap((small) => vatRows(small).map(({ row }) => row))
  const data = { invoicing: { ...defaultSettings.invoicing, confirmedVatRows } }
  await db.$executeRaw`
    INSERT INTO settings (id, data, updated_at) VALUES (1, ${JSON.stringify(data)}::jsonb, now())
    ON CONFLICT (id) DO UPDATE SET data = EXCLUDED.data || settings.data`
}

/** Who has the first link to a booking. */
export const asParticipant = ({ bookingId }: { bookingId: string }) =>
  ({ bookingId, role: "participant", generation: 1 }) as const

/** The code in the mail of a booking. */
export const code = ({ bookingId }: { bookingId: string }, generation = 1) => ({
  code: deriveCode("booking", bookingId, generation),
})

/** The seats of a booking in the order they were made: "confirmed", "released rebooked" … with their session's id. */
export async function seatsOf({ bookingId }: { bookingId: string }): Promise<{ seat: string; sessionId: string }[]> {
  const seats = await db.seat.findMany({ where: { bookingId }, orderBy: { createdAt: "asc" } })
  return seats.map(({ state, releaseReason, groupSessionId }) => ({
    seat: [state, releaseReason].filter(Boolean).join(" "),
    sessionId: groupSessionId,
  }))
}

export const statesOf = async (booking: { bookingId: string }) => (await seatsOf(booking)).map(({ seat }) => seat)

/** The answer of a verb that has to succeed. */
export function done<Done extends object>(outcome: Outcome<Done, string>): Done {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome
}

/** What was logged of a booking or session, in the order it was written. */
export async function logOf({ bookingId, sessionId }: { bookingId?: string; sessionId?: string }) {
  // The log is append-only, so ctid is the order of writing where several share an instant.
  return db.$queryRaw<{ kind: string; detail: Record<string, unknown> }[]>`
    SELECT kind, detail FROM activities
     WHERE booking_id = ${bookingId ?? null}::uuid OR group_session_id = ${sessionId ?? null}::uuid ORDER BY at, ctid`
}

export const kindsOf = async (sessionId: string) => (await logOf({ sessionId })).map(({ kind }) => kind)
