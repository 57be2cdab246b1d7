import { z } from "zod"
import { regions } from "@/lib/holidays"
import { emailInput, line, paragraphs } from "@/lib/input"
import { participantRoles } from "@/lib/people/schema"
import { isTimeZone } from "@/lib/time-zone"
import { datevInput } from "./schema-datev"
import { dunningInput } from "./schema-dunning"
import { invoicingInput } from "./schema-invoicing"

export const locales = ["de", "en"] as const
export type Locale = (typeof locales)[number]

export const timeZoneInput = z.string().refine(isTimeZone, "time_zone")
/** A wall clock time: "2027-01-14T10:00" */
export const localTimeInput = z.iso
  .datetime({ local: true, precision: -1, error: "local_time" })
  .refine((text) => !text.endsWith("Z"), "local_time")
const slugInput = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "slug")
  .max(80)

const inBoth = <Schema extends z.ZodType>(schema: Schema) => z.object({ de: schema, en: schema })

/** What a page says of a format, in one language. */
const formatText = z.object({
  name: line(120),
  /** For lists and mails. */
  shortName: line(60),
  lead: line(400),
  quote: line(300).optional(),
  forWhom: paragraphs(2000),
  notForWhom: paragraphs(2000),
  agenda: z.array(z.object({ text: line(200), minutes: z.int().positive().optional() })).max(20),
  /** Where it is not in the language it stands for: the German text that an English page shows for want of another. */
  language: z.literal("de").optional(),
})
export type FormatText = z.output<typeof formatText>

/**
 * The texts of a format. German is asked for; without an English text the German one stands in for it, marked as
 * German (docs/decisions/0012).
 */
const formatTexts = z
  .object({ de: formatText.omit({ language: true }), en: formatText.optional() })
  .transform(({ de, en }): Record<Locale, FormatText> => ({
    de,
    en: en && en.language !== "de" ? en : { ...de, language: "de" },
  }))

/**
 * What giving a seat back or moving it costs. Each step holds until the end of the local day that lies so many days
 * before the start; after the last step it costs `finalPercent`. Handing a seat over to somebody else costs nothing,
 * in every format. A booking keeps the terms it was made under, so what is added here must be optional.
 */
export const termsInput = z.object({
  steps: z
    .array(z.object({ daysBefore: z.int().min(0).max(365), percent: z.int().min(0).max(100) }))
    .max(5)
    .refine(
      (steps) => steps.every((step, index) => index === 0 || step.daysBefore < (steps[index - 1]?.daysBefore ?? 0)),
      "order",
    ),
  finalPercent: z.int().min(0).max(100),
  /** Nothing is owed once somebody else has the seat. */
  waivedWhenRefilled: z.boolean(),
  /** Moving to another date is free until so many days before, then as giving back; left out, it is always as that. */
  rebookFreeDays: z.int().min(0).max(365).optional(),
})
export type Terms = z.output<typeof termsInput>

/** An address for people, not for browsers: the meeting itself has its own place, where only those who may see it. */
const placeTextInput = line(200).refine((text) => !/:\/\//.test(text), "place_link")

export const guaranteeRules = ["at_minimum", "at_decision", "by_hand"] as const
export type GuaranteeRule = (typeof guaranteeRules)[number]
/** Six weeks: who books wants to know earlier. */
export const mostDecisionDays = 30

export const waysToPay = ["invoice", "card", "sepa_debit", "voucher"] as const
export type WayToPay = (typeof waysToPay)[number]
/** Those that a format may offer; a voucher is not offered, one has it. */
export const offeredWays = ["invoice", "card", "sepa_debit"] as const

export const formatInput = z.object({
  slug: slugInput,
  kind: z.enum(["group", "individual"]),
  lengthMinutes: z.int().min(5).max(1440),
  place: z.enum(["online", "on_site"]),
  /** The address that the sessions of an on-site format begin with. */
  placeText: placeTextInput.nullable().default(null),
  capacity: z.int().min(1).max(500).default(8),
  minimum: z.int().min(1).default(4),
  /** Working days before the start on which it is decided whether a session takes place. */
  decisionWorkingDays: z.int().min(1).max(mostDecisionDays).default(5),
  /** When that is sure: once enough are confirmed, on the decision date if enough are then, or by hand. */
  guarantee: z.enum(guaranteeRules).default("at_minimum"),
  admission: z.enum(["instant", "reviewed"]).default("reviewed"),
  /** A closed round is always reviewed (formats_closed_is_reviewed). */
  round: z.enum(["open", "closed"]).default("open"),
  /** Who may take part; nobody named is everybody. */
  roles: z.array(z.enum(participantRoles)).default([]),
  decisionTimes: z
    .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
    .min(1)
    .max(12)
    .default(["08:00", "16:00"]),
  decideNextMinute: z.boolean().default(false),
  /** Net, per seat; null is free of charge. */
  priceNetCents: z.int().positive().max(100_000_000).nullable().default(null),
  vatRateBasisPoints: z.int().min(0).max(10_000).default(1900),
  currency: z.literal("EUR").default("EUR"),
  /** How a seat with a price can be paid. */
  payBy: z.array(z.enum(offeredWays)).min(1, "required").default(["invoice"]),
  /** Days in which an invoice is to be paid. */
  invoiceDays: z.int().min(0).max(90).default(14),
  terms: termsInput,
  texts: formatTexts,
  position: z.int().min(0).max(10_000).default(0),
})
export type FormatInput = z.output<typeof formatInput>

/** What can be edited of a format; its address and whether it has seats stay. */
export const formatEdit = formatInput.omit({ slug: true, kind: true, decideNextMinute: true })
export type FormatEdit = z.output<typeof formatEdit>

/** What a version of a format holds: all of it but its place in the list. */
export type FormatContent = Omit<FormatEdit, "position"> & Pick<FormatInput, "kind">

/** The address of a meeting, as the meeting service gives it. */
export const meetingUrlInput = z
  .string()
  .trim()
  .max(1000, "too_long")
  .pipe(z.url({ protocol: /^https$/, error: "meeting_url" }))

/** What the organizer types for a session, new or edited. */
export const groupSessionInput = z.object({
  formatId: z.uuid(),
  language: z.enum(locales),
  localStart: localTimeInput,
  timeZone: timeZoneInput,
  /** Address of an on-site session, or a line such as "Videokonferenz". */
  placeText: placeTextInput.nullable().default(null),
  capacity: z.int().min(1).max(500),
  minimum: z.int().min(1).max(500),
  hostId: z.uuid().nullable().default(null),
})
export type GroupSessionInput = z.output<typeof groupSessionInput>

export const legalPages = ["imprint", "privacy", "terms", "confidentiality", "accessibility"] as const

/** Who the house is: what its form asks for. */
export const houseInput = z.object({
  /** The name of the offer, in the header and as sender of mails. */
  name: line(60),
  timeZone: timeZoneInput,
  /** The German state whose holidays are shown when dates are made; null knows those of all states. */
  region: z.enum(regions).nullable().default(null),
  organizer: z.object({
    name: line(120),
    /** "Berater für KI im Mittelstand" */
    role: inBoth(line(160)),
    about: inBoth(paragraphs(2000)),
    email: emailInput,
    phone: line(40).optional(),
  }),
  company: z.object({
    name: line(160),
    street: line(120),
    postalCode: line(12),
    city: line(80),
    country: inBoth(line(60)),
    vatId: line(30).optional(),
    /** "Amtsgericht Musterstadt, HRB 12345" */
    register: line(120).optional(),
    /** Who answers for the content (§ 18 Abs. 2 MStV). */
    responsible: line(120),
    supervisor: line(160).optional(),
  }),
  legal: z.object({
    /** Stored with every booking, so that it is known which texts were agreed to; raise it when they change. */
    version: line(40),
    /** Own texts in place of the marked samples. */
    texts: z.partialRecord(z.enum(legalPages), inBoth(paragraphs(40_000))).default({}),
  }),
})

export type HouseData = z.output<typeof houseInput>

/** A colour as a browser's control sends it. */
export const colourInput = z
  .string()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, "colour")

/** The languages of the public pages; the first one is where a visitor of the bare address arrives. */
export const offeredLanguages = ["de_en", "en_de", "de", "en"] as const
export const languagesInput = z.enum(offeredLanguages)

const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min, "out_of_range").max(max, "out_of_range")

/**
 * How long personal data may be kept, in whole months or days. Every period ends: there is none that lasts until somebody
 * asks (Art. 5 Abs. 1 lit. e GDPR). What the law asks to keep stays longer (lib/people/rules-erasure.ts).
 */
export const retentionBounds = {
  /** People, after the last date they had to do with. */
  personMonths: { min: 6, max: 120 },
  /** Mails in the journal. */
  mailMonths: { min: 1, max: 120 },
  /** What was typed and never confirmed: bookings, and substitutes who did not come to be one. */
  unprovedDays: { min: 2, max: 365 },
  /** Sign-ins of the team that have ended. */
  signInDays: { min: 2, max: 365 },
  /** What was said in confidence for a closed round, after its session; the cards lie there for two weeks. */
  roundDays: { min: 14, max: 90 },
}
export const retentionInput = z.object({
  personMonths: whole(retentionBounds.personMonths),
  mailMonths: whole(retentionBounds.mailMonths),
  unprovedDays: whole(retentionBounds.unprovedDays),
  signInDays: whole(retentionBounds.signInDays),
  // Settings saved before this field existed lack it.
  roundDays: whole(retentionBounds.roundDays).default(14),
})
export type Retention = z.output<typeof retentionInput>

/** What the organizer sets for the whole house. */
export const settingsInput = houseInput.extend({
  /** The one colour of pages and mails (lib/palette.ts). */
  accent: colourInput,
  languages: languagesInput,
  retention: retentionInput,
  invoicing: invoicingInput,
  dunning: dunningInput,
  datev: datevInput,
})
export type SettingsData = z.output<typeof settingsInput>
