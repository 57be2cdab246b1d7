import { refuse } from "@/lib/errors"
import { findQuote } from "@/lib/payments/queries-quote"
import { getQuote } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { explainQuote } from "../../../../_edge/explain-quote"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getQuote, async ({ holder: { bookingId }, query: { locale, ...asked } }) => {
    const quote = await findQuote({ bookingId, ...asked })
    if (!quote) return refuse("not_found")
    const { fee, refundCents, dueCents, deadlineAt } = quote
    return {
      ...{ ok: true, feeCents: fee.grossCents, refundCents, dueCents, currency: fee.currency },
      deadlineAt: deadlineAt && deadlineAt.toISOString(),
      explanation: explainQuote(quote, locale),
    }
  }),
})
