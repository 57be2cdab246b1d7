import { z } from "zod"
import { paragraphs } from "@/lib/input"
import { readRevisions } from "./series-form"

/** One sentence to whom a change touches. */
export const message = paragraphs(2000).nullable().default(null)

/** Whether a form has shown whom its change concerns. */
export const confirmed = z
  .literal("1")
  .optional()
  .transform((sent) => sent !== undefined)

/** What a form that changes sessions says beside the change; `confirmed` is said by its preview alone. */
export const confirmation = { message, confirmed }

/** Which revision of each session a preview has shown. */
export const revisions = z.string().transform(readRevisions)
