import type { Locale } from "next-intl"
import { BillingGroup } from "@/components/payments/billing-fields"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { lacksBilling } from "@/lib/bookings/bill-booking"
import type { PublicSession } from "@/lib/sessions/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { rebookAction } from "../actions"

type Props = {
  bookingId: string
  reference: string
  target: PublicSession
  locale: Locale
  texts: { submit: string; pending: string; other: string }
}

/**
 * Takes the date that is shown, under the conditions that are shown, or goes back to the others. Whoever has paid for
 * nothing yet says who is billed.
 */
export async function RebookForm({ bookingId, reference, target, locale, texts }: Props) {
  return (
    <ActionForm id="rebook" action={rebookAction} className="grid gap-5">
      <HiddenField name="requestId" value={crypto.randomUUID()} />
      <HiddenField name="booking" value={reference} />
      <HiddenField name="sessionId" value={target.id} />
      <HiddenField name="conditions" value={target.conditions} />
      {(await lacksBilling({ bookingId, price: target.price, formatId: target.format.id })) && <BillingGroup />}
      <div className="flex flex-wrap gap-4">
        {target.bookable && <SubmitButton pendingLabel={texts.pending}>{texts.submit}</SubmitButton>}
        <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}/rebook`, locale })}>
          {texts.other}
        </LinkButton>
      </div>
    </ActionForm>
  )
}
