import { z } from "zod"
import { line } from "@/lib/input"
import { wishesOf } from "@/lib/waitlist/rules"
import { mostDates, waitlistFields } from "@/lib/waitlist/schema"
import { nested, typed } from "../../../../../form-answer"

/** What the form adds: the two ticks and what they were set beside. Somebody has to wait for something. */
const waitForm = waitlistFields
  .omit({ businessUseVersion: true, termsVersion: true })
  .extend({
    sessionIds: z.array(z.uuid()),
    legalVersion: line(40),
    businessUse: z.literal("on"),
    acceptTerms: z.literal("on"),
  })
  .superRefine(({ sessionIds, wishes }, context) => {
    const path = ["choice"]
    if (sessionIds.length + wishes.length === 0) context.addIssue({ code: "custom", path, message: "choose_dates" })
    if (sessionIds.length > mostDates) context.addIssue({ code: "custom", path, message: "most_waiting" })
  })
  .transform(({ businessUse: _, acceptTerms: __, legalVersion, ...entry }) => ({
    ...entry,
    businessUseVersion: legalVersion,
    termsVersion: legalVersion,
  }))

/** The name of a date's tick: names of fields have no hyphens. */
export const dateField = (sessionId: string): string => `date.${sessionId.replaceAll("-", "")}`

const idOf = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, "$1-$2-$3-$4-$5")

/** Reads the form. Of somebody who waits for themselves the hidden booker's fields do not count. */
export function readWaiting(data: FormData) {
  const { forOther, ...fields } = typed(data)
  const { date, wish, ...entry } = { participant: {}, ...nested(fields) } as Record<string, unknown>
  return waitForm.safeParse({
    ...entry,
    sessionIds: ticked(date).map(idOf),
    wishes: wishesOf(ticked(wish)),
    booker: forOther ? { name: fields["booker.name"] ?? "", email: fields["booker.email"] ?? "" } : undefined,
  })
}

const ticked = (group: unknown): string[] => (typeof group === "object" && group ? Object.keys(group) : [])

/** The page the form stands on, to come back to with the code. */
export const readWaitPage = (data: FormData): string =>
  /^\/(sessions|formats)\/[a-z0-9-]{1,120}\/wait$/.exec(typed(data).page ?? "")?.[0] ?? "/"
