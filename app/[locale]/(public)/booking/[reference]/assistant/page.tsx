import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ActionForm, ChoiceField, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { calendarReaders } from "@/lib/bookings/schema"
import { fullName } from "@/lib/people/rules"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { Done } from "../done"
import { chooseCalendarReaderAction } from "../sharing-actions"
import { BookerForms } from "./booker-forms"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "assistant.assistant" })
  return { title: t("title"), ...personal }
}

/** Who else looks after the booking, and whose calendar it is in. */
export default async function AssistantPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const t = await getTranslations("assistant.assistant")
  const { booker } = booking
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-10 pt-6 sm:pt-9">
        <Done what={(await searchParams).done} />
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
        <p className="font-[540]">{booker ? t("now", booker) : t("none")}</p>
        {booker && <CalendarReaderForm booking={booking} booker={booker} />}
        <BookerForms of={booking} />
      </div>
    </>
  )
}

type Part = { booking: HolderBooking }

async function CalendarReaderForm({ booking, booker }: Part & { booker: { name: string } }) {
  const t = await getTranslations("assistant.assistant")
  const names = { participant: fullName(booking.participant), booker: booker.name, both: t("both") }
  return (
    <section aria-labelledby="calendar" className="grid gap-3">
      <h2 id="calendar" className="text-[1.375rem]">
        {t("calendarTitle")}
      </h2>
      <p className="text-soft">{t("calendarText")}</p>
      <ActionForm id="calendar-reader" action={chooseCalendarReaderAction} className="grid justify-items-start gap-4">
        <HiddenField name="booking" value={booking.reference} />
        <ChoiceField
          name="calendarFor"
          label={t("calendarFor")}
          defaultValue={booking.calendarFor}
          options={calendarReaders.map((value) => ({ value, label: names[value] }))}
        />
        <SubmitButton variant="outline" pendingLabel={t("saving")}>
          {t("save")}
        </SubmitButton>
      </ActionForm>
    </section>
  )
}
