import { z } from "zod"
import { readCursor, writeCursor } from "@/lib/cursor"
import { dayInAddress, lineInAddress } from "@/lib/input"
import type { DeskScope, SessionCursor } from "@/lib/sessions/queries-desk"
import { locales } from "@/lib/sessions/schema"
import { showQuery } from "../../../../../show-query"

export const views = ["list", "month", "week"] as const
export const kinds = ["upcoming", "drafts", "past"] as const

const choice = z.object({
  view: z.enum(views).catch("list"),
  show: z.enum(kinds).catch("upcoming"),
  /** The month or week of that day. */
  day: dayInAddress,
  format: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional()
    .catch(undefined),
  language: z.enum(locales).optional().catch(undefined),
  host: z.uuid().optional().catch(undefined),
  q: lineInAddress(80),
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
  const unusual = Object.entries(choice).filter(([name, value]) => usual[name as keyof ListChoice] !== value)
  return showQuery(Object.fromEntries(unusual))
}

export const showCursor = ({ startsAt, id }: SessionCursor): string => writeCursor(startsAt, id)

export function readSessionCursor(text?: string): SessionCursor | undefined {
  const last = readCursor(text)
  return last ? { startsAt: last.at, id: last.id } : undefined
}
