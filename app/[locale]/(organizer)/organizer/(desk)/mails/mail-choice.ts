import { z } from "zod"
import { lineInAddress } from "@/lib/input"

/** Which mails of the journal to show; part of the address. */
export type MailChoice = { session?: string; recipient?: string; cursor?: string }

const choice = z.object({
  session: z.uuid().optional().catch(undefined),
  recipient: lineInAddress(254),
  cursor: z.string().max(80).optional().catch(undefined),
})

/** Anything in the address that is not a choice is no choice. */
export const readMailChoice = (search: Record<string, unknown>): MailChoice => choice.parse(search)
