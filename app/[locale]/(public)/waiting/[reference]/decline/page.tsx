import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, ChoiceField, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myOffer } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { declineOfferAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "waitlist.decline" })
  return { title: t("title"), ...personal }
}

/** Saying no to this date, or to all of it. Whoever waits for nothing else is not asked. */
export default async function DeclinePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { entry, offer, booking } = await myOffer(reference, locale)
  const t = await getTranslations("waitlist.decline")
  const day = (at: Date, zone: string) => formatDate(at, zone, locale)
  const others = entry.wishes.length > 0 || entry.dates.some(({ session }) => session.id !== offer.session.id)
  return (
    <>
      <Crumbs reference={reference} here={t("title")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} />
        <p>{t("text", { date: day(offer.session.startsAt, offer.session.timeZone) })}</p>
        {booking?.changeable && <p>{t("kept", { date: day(booking.session.startsAt, booking.session.timeZone) })}</p>}
        <ActionForm id="decline" action={declineOfferAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          {others ? (
            <ChoiceField
              name="scope"
              label={t("scope")}
              defaultValue="date"
              options={[
                { value: "date", label: t("date") },
                { value: "all", label: t("all") },
              ]}
            />
          ) : (
            <>
              <HiddenField name="scope" value="all" />
              <p className="text-[0.9375rem] text-soft">{t("only")}</p>
            </>
          )}
          <div className="flex flex-wrap gap-4">
            <SubmitButton variant="mark" pendingLabel={t("pending")}>
              {t("submit")}
            </SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: `/waiting/${reference}`, locale })}>
              {t("keep")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
