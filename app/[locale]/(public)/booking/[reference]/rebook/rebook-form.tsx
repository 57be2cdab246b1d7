import type { Locale } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { PublicSession } from "@/lib/sessions/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { rebookAction } from "../actions"

type Props = {
  reference: string
  target: PublicSession
  locale: Locale
  texts: { submit: string; pending: string; other: string }
}

/** Takes the date that is shown, under the conditions that are shown, or goes back to the others. */
export function RebookForm({ reference, target, locale, texts }: Props) {
  return (
    <ActionForm id="rebook" action={rebookAction} className="grid gap-5">
      <HiddenField name="requestId" value={crypto.randomUUID()} />
      <HiddenField name="booking" value={reference} />
      <HiddenField name="sessionId" value={target.id} />
      <HiddenField name="conditions" value={target.conditions} />
      <div className="flex flex-wrap gap-4">
        {target.bookable && <SubmitButton pendingLabel={texts.pending}>{texts.submit}</SubmitButton>}
        <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}/rebook`, locale })}>
          {texts.other}
        </LinkButton>
      </div>
    </ActionForm>
  )
}
