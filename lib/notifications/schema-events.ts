/** Who may tell us what became of a mail. */
export const providerNames = ["postmark", "mailgun", "sendgrid"] as const
export type ProviderName = (typeof providerNames)[number]

/** What became of a mail, as a provider tells it. */
export type MailEvent = {
  /** The provider's own number of it: told again, it is the same. */
  id: string
  what: "bounced" | "complained" | "delivered" | "other"
  /** Lower case. */
  address: string
  /** In the provider's words; whoever keeps it takes addresses out. */
  reason: string
  at: Date
  /** Ours, where the provider passes it on. */
  messageId?: string
}
