import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { AnswerText, QuestionText } from "@/components/bookings/attendance-notice"
import { ThreeWays } from "@/components/bookings/three-ways"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { findAskedAttendance } from "@/lib/bookings/queries-attendance"
import { now } from "@/lib/clock"
import { fullName } from "@/lib/people/rules"
import { formatDateRange } from "@/lib/time-zone"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { comingAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "reminders.question" })
  return { title: t("crumb"), ...personal }
}

/** "Are you coming?": one button for yes, and the three ways for everything else. Opening it says nothing. */
export default async function AttendancePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const asked = await findAskedAttendance(booking.id)
  if (!asked) return redirect({ href: `/booking/${reference}`, locale })
  const t = await getTranslations("reminders.question")
  const { startsAt, endsAt, timeZone } = booking.session
  const here = getPathname({ href: `/booking/${reference}`, locale })
  const coming = asked.answer?.answer === "coming"
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader
          size="small"
          title={<QuestionText booking={booking} />}
          lead={formatDateRange(startsAt, endsAt, timeZone, locale)}
        />
        {asked.answer && <Notice title={<AnswerText {...{ booking, answer: asked.answer, now: now() }} />} />}
        {!coming && (
          <>
            <p>{t("text")}</p>
            <ActionForm id="coming" action={comingAction} className="grid gap-5">
              <HiddenField name="booking" value={reference} />
              <div>
                <SubmitButton pendingLabel={t("pending")}>
                  {booking.role === "booker" ? t("comingBooker", { name: fullName(booking.participant) }) : t("coming")}
                </SubmitButton>
              </div>
            </ActionForm>
          </>
        )}
      </div>
      <div className="grid gap-3.5 pt-10">
        <h2 className="text-xl">{t("otherwise")}</h2>
        <p className="max-w-[34em] text-soft">{t("otherwiseText")}</p>
        <ThreeWays booking={booking} href={here} now={now()} />
      </div>
    </>
  )
}
