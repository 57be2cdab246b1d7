import { z } from "zod"
import type { DeskScope, SessionCursor } from "@/lib/sessions/queries-desk"
import { locales } from "@/lib/sessions/schema"

export const views = ["list", "month", "week"] as const
export const kinds = ["upcoming", "drafts", "past"] as const

const word = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text))

const choice = z.object({
  view: z.enum(views).catch("list"),
  show: z.enum(kinds).catch("upcoming"),
  /** The month or week of that day. */
  day: z.iso.date().optional().catch(undefined),
  format: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional()
    .catch(undefined),
  language: z.enum(locales).optional().catch(undefined),
  host: z.uuid().optional().catch(undefined),
  q: word.optional().catch(undefined),
  after: z.string().max(80).optional().catch(undefined),
})
/** What the page of sessions shows; all of it stands in the address. */
export type ListChoice = z.output<typeof choice>

/** Anything in the address that is not a choice is no choice. */
export const readListChoice = (search: Record<string, unknown>): ListChoice => choice.parse(search)

/** The filters of a choice. */
export const filterOf = ({ format, language, host, q }: ListChoice): DeskScope => ({ format, language, host, text: q })

export const isFiltered = (choice: ListChoice): boolean => Object.values(filterOf(choice)).some(Boolean)

/** Where a choice leads, and what is as always is left out. */
export function queryOf(choice: Partial<ListChoice>): string {
  const usual: Partial<ListChoice> = { view: "list", show: "upcoming" }
  const pairs = Object.entries(choice).filter(
    (pair): pair is [keyof ListChoice, string] => Boolean(pair[1]) && usual[pair[0] as keyof ListChoice] !== pair[1],
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ""
}

export const showCursor = ({ startsAt, id }: SessionCursor): string => `${startsAt.toISOString()}_${id}`

export function readCursor(text = ""): SessionCursor | undefined {
  const [at = "", id] = text.split("_")
  const startsAt = z.iso.datetime().safeParse(at)
  return startsAt.success && z.uuid().safeParse(id).success && id ? { startsAt: new Date(at), id } : undefined
}
