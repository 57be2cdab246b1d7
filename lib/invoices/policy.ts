import type { Actor } from "@/lib/activity"
import { db } from "@/lib/db"
import { issueViewToken, isViewTokenValid, readViewToken } from "@/lib/secrets"

/** Whoever the invoices of a booking go to: sees and pays them and says where they go, and nothing else of the booking. */
export type Recipient = { bookingId: string; generation: number }

/** The log knows who pays as one part of a booking; which of the mailboxes it was, nobody knows. */
export const actorOfRecipients: Actor = { kind: "recipient" }

/** Opens the page of the invoices; all who get them share it. */
export const invoiceToken = ({ bookingId, generation }: Recipient): string =>
  issueViewToken("invoice", bookingId, generation)

/** Whose token it is; nobody's where it was not issued here, or where somebody else gets the invoices by now. */
export async function recipientOf(token: string): Promise<Recipient | null> {
  const bookingId = readViewToken(token)
  const profile =
    bookingId && (await db.billingProfile.findUnique({ where: { bookingId }, select: { linkGeneration: true } }))
  if (!profile || !isViewTokenValid("invoice", token, profile.linkGeneration)) return null
  return { bookingId, generation: profile.linkGeneration }
}
