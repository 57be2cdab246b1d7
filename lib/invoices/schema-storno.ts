import { z } from "zod"

/** Why an invoice is taken back. A choice and no text, since it stays in the log, which names nobody. */
export const stornoReasons = ["recipient", "reference", "content", "asked", "other"] as const

export const stornoInput = z.object({ invoiceId: z.uuid(), reason: z.enum(stornoReasons) })
export type StornoInput = z.output<typeof stornoInput>
