import { refresh } from "next/cache"
import { z } from "zod"
import { refuse } from "@/lib/errors"

/** What the form showed: the address itself, or nothing. It is compared and never saved. */
export const shownInput = z.string().max(1000).nullable().default(null)

/** The answer that leads to the second step of the form (`LinkSteps`), where the people are as they are now. */
export function confirming(values: Record<string, string> = {}) {
  refresh()
  return { ...refuse("touches_people"), instead: { ...values, confirmed: "1" } }
}
