import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, ChoiceField, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { getPathname } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { chooseCalendarTitleAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.calendar" })
  return { title: t("choose"), ...personal }
}

/** What the entry is called, a page away from the mailed link: some mail scanners press the first button they find. */
export default async function CalendarTitlePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const [{ booking }, t] = await Promise.all([
    myChangeableBooking(reference, locale),
    getTranslations("manage.calendar"),
  ])
  return (
    <>
      <Crumbs booking={booking} here={t("choose")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("choose")} />
        <p>{t("chooseText")}</p>
        <ActionForm id="calendar-title" action={chooseCalendarTitleAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <ChoiceField
            name="calendarTitle"
            label={t("titleLabel")}
            defaultValue={booking.calendarTitle}
            options={[
              { value: "discreet", label: t("eventTitle") },
              { value: "format", label: booking.session.texts.shortName },
            ]}
          />
          <div className="flex flex-wrap gap-4">
            <SubmitButton pendingLabel={t("saving")}>{t("save")}</SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}`, locale })}>
              {t("back")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
