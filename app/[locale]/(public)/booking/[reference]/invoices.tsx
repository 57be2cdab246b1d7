import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { Papers } from "@/components/invoices/papers"
import { CopyField } from "@/components/ui/copy-field"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Holder } from "@/lib/bookings/policy"
import { readersFor } from "@/lib/bookings/queries-payer"
import { env } from "@/lib/env"
import { findBookingInvoices } from "@/lib/invoices/queries-page"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../i18n/navigation"
import { requestInvoiceAction } from "./billing-actions"

type Props = { holder: Holder; reference: string; timeZone: string; locale: Locale }

/** The invoices of a booking, one now for whoever cannot wait, and the link for who pays. */
export async function Invoices({ holder, reference, timeZone, locale }: Props) {
  const found = await findBookingInvoices(holder.bookingId, await readersFor(holder))
  const { papers, requestable, issuedFrom, token } = found
  if (papers.length === 0 && !token) return null
  const [t, copy] = [await getTranslations("billing.booking"), await getTranslations("assistant.copy")]
  return (
    <section aria-labelledby="invoices" className="grid gap-5">
      <h2 id="invoices" className="text-[1.375rem]">
        {t("title")}
      </h2>
      {papers.length > 0 && (
        <Papers papers={papers} href={getPathname({ href: `/booking/${reference}/invoices`, locale })} />
      )}
      {requestable && (
        <ActionForm id="request-invoice" action={requestInvoiceAction} className="grid gap-3">
          <HiddenField name="booking" value={reference} />
          <p className="text-[0.9375rem] text-soft">
            {issuedFrom ? t("when", { date: formatDate(issuedFrom, timeZone, locale) }) : t("soon")}
          </p>
          <span>
            <SubmitButton variant="outline" pendingLabel={t("requestPending")}>
              {t("request")}
            </SubmitButton>
          </span>
        </ActionForm>
      )}
      {token && (
        <details>
          <summary className="flex min-h-11 cursor-pointer items-center underline decoration-rule underline-offset-[0.22em]">
            {t("link")}
          </summary>
          <div className="grid gap-3 pt-2">
            <CopyField
              id="invoice-link"
              label={t("link")}
              value={env().PUBLIC_URL + getPathname({ href: `/invoice/${token}`, locale })}
              texts={{ copy: copy("copy"), copied: copy("copied") }}
            />
            <p className="max-w-150 text-sm text-soft">{t("linkHint")}</p>
          </div>
        </details>
      )}
    </section>
  )
}
