import { z } from "zod"
import { emailInput, line, paragraphs, phoneInput } from "@/lib/input"

export const teamRoles = ["owner", "organizer", "host"] as const
export type TeamRole = (typeof teamRoles)[number]

export const requestMails = ["each", "digest", "none"] as const

export const addressInput = z.object({ email: emailInput })
/** Six digits, or twenty where many were guessed wrong; how somebody groups them does not matter. */
export const signInCodeInput = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, ""))
    .pipe(z.string().regex(/^\d{6}(\d{14})?$/, "code")),
})

/** A code of an authenticator app or a recovery code; how somebody groups it does not matter. */
export const factorCodeInput = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, "").toLowerCase())
    .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{16})$/, "factor_code")),
})

/** What a member of the team sets for themselves. */
export const ownSettingsInput = z.object({
  name: line(120),
  locale: z.enum(["de", "en"]),
  requestMails: z.enum(requestMails),
})
export type OwnSettings = z.output<typeof ownSettingsInput>

export const teamMemberInput = z.object({ email: emailInput, name: line(120), role: z.enum(teamRoles) })
export type TeamMemberInput = z.output<typeof teamMemberInput>

export const teamRoleInput = z.object({ teamMemberId: z.uuid(), role: z.enum(teamRoles) })

/** What a browser's passkey has answered, as JSON; verified by lib/people/verify-passkey.ts. */
export const passkeyResponse = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: "custom", message: "invalid" })
      return z.NEVER
    }
  })
  .pipe(
    z.looseObject({
      id: z.string().max(1400),
      rawId: z.string(),
      type: z.literal("public-key"),
      response: z.looseObject({}),
    }),
  )
export type PasskeyResponse = z.output<typeof passkeyResponse>

export const participantRoles = [
  "owner",
  "managing_director",
  "board",
  "general_manager",
  "department_head",
  "other",
] as const

/**
 * Who takes part. A repeated request is known by a hash of its JSON: the order of these fields stays as it is, or what
 * was sent before an update counts as another request after it.
 */
export const participantInput = z.object({
  givenName: line(80),
  familyName: line(80),
  title: line(40).optional(),
  company: line(160),
  role: z.enum(participantRoles),
  email: emailInput,
  phone: phoneInput.optional(),
})
export type ParticipantInput = z.output<typeof participantInput>
export type ParticipantRole = ParticipantInput["role"]

/** What a company does, in eight clusters; their order is the one in which they are told. */
export const industries = z.enum([
  "manufacturing",
  "construction",
  "trade",
  "services",
  "technology",
  "health",
  "finance",
  "public_and_other",
])
export type Industry = z.output<typeof industries>

/** How many people a company employs, by the smallest number of each band: 1–49, 50–249, 250–999, 1000 and more. */
export const sizeBands = z.enum(["from_1", "from_50", "from_250", "from_1000"])
export type SizeBand = z.output<typeof sizeBands>

/** Who takes part, with what a closed round asks of their company. */
export const substituteInput = participantInput.extend({
  industry: industries.optional(),
  sizeBand: sizeBands.optional(),
})
export type SubstituteInput = z.output<typeof substituteInput>

/** So many companies somebody can name with whom they do not want to sit. */
export const mostWishes = 5

/** Who asks for a seat: in a closed round also with whom they do not want to sit. */
export const guestInput = substituteInput.extend({
  conflictWishes: z.array(line(160)).max(mostWishes, "too_many_wishes").optional(),
})
export type GuestInput = z.output<typeof guestInput>

/** Why somebody's contact data was changed; the log keeps it, and the names of the fields. */
export const editReasons = ["asked", "mistyped", "outdated"] as const

/** A participant as the organizer corrects them. */
export const contactInput = participantInput.extend({ locale: z.enum(["de", "en"]) })
export type ContactInput = z.output<typeof contactInput>

export const noteInput = paragraphs(4000)
