import { nested } from "./form-answer"

/** What was typed of who is billed, in the shape the schema checks: addresses with commas become a list. */
export function billingIn(fields: Record<string, string>): Record<string, unknown> {
  const { emails, ...billing } = (nested(fields).billing ?? {}) as Record<string, string>
  const list = emails?.split(/[\s,;]+/).filter(Boolean)
  return { ...billing, ...(list && { emails: list }) }
}

/** The same where a form may ask for it or not: its country is always sent. */
export const askedBilling = (fields: Record<string, string>) =>
  fields["billing.country"] ? billingIn(fields) : undefined
