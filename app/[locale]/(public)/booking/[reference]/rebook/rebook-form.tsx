import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { RoundAnswers } from "@/components/bookings/round-fields"
import { BillingGroup } from "@/components/payments/billing-fields"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { lacksAnswers } from "@/lib/bookings/queries-answers"
import { exceedsAgreed, lacksBilling } from "@/lib/bookings/queries-payer"
import type { PublicSession } from "@/lib/sessions/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { rebookAction } from "../actions"
import { ByRequest } from "./by-request"

type Props = {
  booking: HolderBooking
  target: PublicSession
  locale: Locale
  texts: { submit: string; pending: string; other: string }
}

/**
 * Takes the date that is shown, under the conditions that are shown, or goes back to the others. Whoever has paid for
 * nothing yet says who is billed, and who comes from an open round what a closed one asks; where another company pays and has agreed to less, it is said why there is no button.
 */
export async function RebookForm({ booking, target, locale, texts }: Props) {
  const { id: bookingId, role, reference } = booking
  const seat = { bookingId, role, price: target.price, formatId: target.format.id }
  const refused = await exceedsAgreed(seat)
  const byRequest = booking.moveByRequest && target.format.id === booking.session.format.id
  const lacks = await lacksAnswers(bookingId, target.format)
  const reasons = await getTranslations("errors.reasons")
  const possible = target.bookable && !refused && !byRequest
  return (
    <ActionForm id="rebook" action={rebookAction} className="grid gap-5">
      <HiddenField name="requestId" value={crypto.randomUUID()} />
      <HiddenField name="booking" value={reference} />
      <HiddenField name="sessionId" value={target.id} />
      <HiddenField name="conditions" value={target.conditions} />
      {byRequest && <ByRequest reference={reference} />}
      {refused && <Notice title={reasons("paid_by_other_company")} />}
      {possible && <RoundAnswers lacks={lacks} />}
      {(await lacksBilling(seat)) && <BillingGroup />}
      <div className="flex flex-wrap gap-4">
        {possible && <SubmitButton pendingLabel={texts.pending}>{texts.submit}</SubmitButton>}
        <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}/rebook`, locale })}>
          {texts.other}
        </LinkButton>
      </div>
    </ActionForm>
  )
}
