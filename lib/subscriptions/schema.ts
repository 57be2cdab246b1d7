import { z } from "zod"
import { emailInput } from "@/lib/input"
import { locales } from "@/lib/sessions/schema"

/** What somebody types who wants to hear of new dates. */
export const subscriptionInput = z.object({
  email: emailInput,
  /** Left out, it is every format. */
  formatId: z.uuid().nullable().default(null),
  /** In which the dates are held; left out, it is any. */
  language: z.enum(locales).nullable().default(null),
  /** Of the mails. */
  locale: z.enum(locales),
})
export type SubscriptionInput = z.input<typeof subscriptionInput>
