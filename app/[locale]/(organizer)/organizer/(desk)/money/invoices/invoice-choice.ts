import { z } from "zod"
import { lineInAddress } from "@/lib/input"

export const documentKinds = ["invoice", "credit_note"] as const
export const documentStates = ["issued", "overdue", "paid", "credited"] as const

const choice = z.object({
  q: lineInAddress(120),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  kind: z.enum(documentKinds).optional().catch(undefined),
  state: z.enum(documentStates).optional().catch(undefined),
  cursor: z.string().max(80).optional().catch(undefined),
})

/** Which documents to show; part of the address. */
export type InvoiceChoice = z.output<typeof choice>

/** Anything in the address that is not a choice is no choice. */
export const readInvoiceChoice = (search: Record<string, unknown>): InvoiceChoice => choice.parse(search)
