import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { EmailField } from "@/components/people/email-field"
import { ActionForm, ChoiceField, HiddenField, TextField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { calendarReaders } from "@/lib/bookings/schema"
import { fullName } from "@/lib/people/rules"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { Done } from "../done"
import { changeBookerAction, chooseCalendarReaderAction, removeBookerAction } from "../sharing-actions"

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
        <ChangeForm booking={booking} />
        {booker && <RemoveForm booking={booking} name={booker.name} />}
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

async function ChangeForm({ booking }: Part) {
  const t = await getTranslations("assistant.assistant")
  const { booker, role } = booking
  const facts = { hasBooker: String(booker !== null), name: booker?.name ?? "" }
  return (
    <section aria-labelledby="change" className="grid gap-3">
      <h2 id="change" className="text-[1.375rem]">
        {t("changeTitle", facts)}
      </h2>
      <p className="text-soft">{role === "booker" ? t("changeTextBooker") : t("changeText", facts)}</p>
      <ActionForm id="change-booker" action={changeBookerAction} className="grid gap-5">
        <HiddenField name="booking" value={booking.reference} />
        <TextField name="name" label={t("name")} required maxLength={160} autoComplete="off" />
        <EmailField name="email" label={t("email")} autoComplete="off" />
        <div>
          <SubmitButton pendingLabel={t("changing")}>{t("change", facts)}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

async function RemoveForm({ booking, name }: Part & { name: string }) {
  const t = await getTranslations("assistant.assistant")
  return (
    <section aria-labelledby="remove" className="grid gap-3">
      <h2 id="remove" className="text-[1.375rem]">
        {t("removeTitle")}
      </h2>
      <p className="text-soft">
        {booking.role === "booker"
          ? t("removeTextBooker", { participant: fullName(booking.participant) })
          : t("removeText", { name })}
      </p>
      <ActionForm id="remove-booker" action={removeBookerAction} className="grid justify-items-start">
        <HiddenField name="booking" value={booking.reference} />
        <SubmitButton variant="mark" pendingLabel={t("removing")}>
          {t("remove")}
        </SubmitButton>
      </ActionForm>
    </section>
  )
}
