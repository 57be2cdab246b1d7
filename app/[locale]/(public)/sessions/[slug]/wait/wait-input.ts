import { z } from "zod"
import { wishesOf } from "@/lib/waitlist/rules"
import { mostDates, waitlistFields } from "@/lib/waitlist/schema"
import { nested, typed } from "../../../../../form-answer"
import { askedGuest, guestOf } from "../../../../../guest-input"
import { ticks } from "../book/booking-input"

/** Dates, or a day and time: somebody has to wait for something. A field of its own, so that it is said with the others. */
const choice = waitlistFields
  .pick({ wishes: true })
  .extend({ sessionIds: z.array(z.uuid()) })
  .refine(({ sessionIds, wishes }) => sessionIds.length + wishes.length > 0, "choose_dates")
  .refine(({ sessionIds }) => sessionIds.length <= mostDates, "most_waiting")

/** What the form adds to an entry: the ticks and what they were set beside. */
const waitForm = (fields: Record<string, string>) =>
  waitlistFields
    .omit({ sessionIds: true, wishes: true, businessUseVersion: true, termsVersion: true, noSalesVersion: true })
    .extend({ choice, participant: guestOf(fields), ...ticks(fields) })
    .transform(({ businessUse: _, acceptTerms: __, noSales, legalVersion, choice, ...entry }) => ({
      ...{ ...entry, ...choice },
      businessUseVersion: legalVersion,
      termsVersion: legalVersion,
      noSalesVersion: noSales && legalVersion,
    }))

/** The name of a date's tick: names of fields have no hyphens. */
export const dateField = (sessionId: string): string => `date.${sessionId.replaceAll("-", "")}`

const idOf = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.*)$/, "$1-$2-$3-$4-$5")

/** Reads the form. Of somebody who waits for themselves the hidden booker's fields do not count. */
export function readWaiting(data: FormData) {
  const { forOther, ...fields } = typed(data)
  const { date, wish, ...entry } = nested(fields)
  return waitForm(fields).safeParse({
    ...entry,
    participant: askedGuest(fields),
    choice: { sessionIds: ticked(date).map(idOf), wishes: wishesOf(ticked(wish)) },
    calendarFor: forOther ? fields.calendarFor : undefined,
    booker: forOther ? { name: fields["booker.name"] ?? "", email: fields["booker.email"] ?? "" } : undefined,
  })
}

const ticked = (group: unknown): string[] => (typeof group === "object" && group ? Object.keys(group) : [])

/** The page the form stands on, to come back to with the code. */
export const readWaitPage = (data: FormData): string =>
  /^\/(sessions|formats)\/[a-z0-9-]{1,120}\/wait$/.exec(typed(data).page ?? "")?.[0] ?? "/"
