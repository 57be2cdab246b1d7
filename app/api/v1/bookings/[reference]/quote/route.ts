import { refuse } from "@/lib/errors"
import { findQuote } from "@/lib/payments/queries-quote"
import { getQuote } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"
import { explainQuote } from "../../../../_edge/explain-quote"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getQuote, async ({ holder: { bookingId, role }, query: { locale, ...asked } }) => {
    const quote = await findQuote({ bookingId, role, ...asked })
    if (!quote) return refuse("not_found")
    if (quote.exceedsAgreed) return refuse("paid_by_other_company")
    const { fee, refundCents, dueCents, deadlineAt } = quote
    return {
      ...{ ok: true, feeCents: fee.grossCents, refundCents, dueCents, currency: fee.currency },
      deadlineAt: deadlineAt && deadlineAt.toISOString(),
      explanation: explainQuote(quote, locale),
    }
  }),
})
