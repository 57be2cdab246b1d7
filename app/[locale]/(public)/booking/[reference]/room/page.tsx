import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { AgainIn } from "@/components/round/again-in"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now as presentTime } from "@/lib/clock"
import { fullName } from "@/lib/people/rules"
import { findDoor } from "@/lib/round/queries-door"
import { formatClock, formatDate } from "@/lib/time-zone"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { enterRoomAction } from "../door-actions"
import { OnlyInPerson } from "../only-in-person"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "door.room" })
  return { title: t("title"), ...personal }
}

/** How often it is looked whether the meeting has an address. */
const everySeconds = 30
/** Half a day: an hour of the day alone says when, and nobody leaves the page open for longer. */
const halfADay = 12 * 3_600_000

/** The personal way into the meeting: a calm page until it is time, then one button. The address comes with its answer. */
export default async function RoomPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking, holder } = await myBooking(reference, locale)
  const now = presentTime()
  const view = await findDoor(holder, now)
  if (!view?.opensAt) return redirect({ href: `/booking/${reference}`, locale })
  const [t, p] = [await getTranslations("door.room"), await getTranslations("door.personal")]
  const { opensAt, enterAs } = view
  const { startsAt, timeZone } = booking.session
  const isFar = opensAt.getTime() - now.getTime() > halfADay
  const door = view.door === "too_early" && isFar ? "later" : view.door
  const here = getPathname({ href: `/booking/${reference}`, locale })
  const facts = {
    time: formatClock(opensAt, timeZone, locale),
    date: formatDate(startsAt, timeZone, locale),
    start: formatClock(startsAt, timeZone, locale),
  }
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      {door === "not_for_you" ? (
        <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
          <PageHeader size="small" title={p("title", { name: fullName(booking.participant) })} />
          <OnlyInPerson booking={booking} />
        </div>
      ) : (
        <div className="grid max-w-150 gap-7 pt-10 sm:pt-16">
          <PageHeader title={t(`${door}.title`, facts)} lead={t(`${door}.text`, facts)} />
          {door === "pledge_needed" && (
            <p>
              <LinkButton href={`${here}/pledge`}>{t("pledge_needed.action")}</LinkButton>
            </p>
          )}
          {door === "later" && (
            <p>
              <LinkButton href={here} variant="outline">
                {t("later.back")}
              </LinkButton>
            </p>
          )}
          {(door === "too_early" || door === "waiting") && (
            <>
              <p className="text-soft">{t(`${door}.script`)}</p>
              <p>
                <LinkButton href={`${here}/room`} variant="outline">
                  {t("reload")}
                </LinkButton>
              </p>
              <AgainIn
                seconds={door === "waiting" ? everySeconds : Math.ceil((opensAt.getTime() - now.getTime()) / 1000)}
              />
            </>
          )}
          {door === "open" && (
            <ActionForm id="enter" action={enterRoomAction} className="grid gap-5">
              <HiddenField name="booking" value={reference} />
              <div>
                <SubmitButton pendingLabel={t("open.pending")} className="max-sm:w-full">
                  {t("open.submit")}
                </SubmitButton>
              </div>
              {enterAs && (
                <p>
                  {t("open.as", { name: enterAs })} <a href={`${here}/card`}>{t("open.card")}</a>
                </p>
              )}
              <p className="text-sm text-soft">{t("open.note")}</p>
            </ActionForm>
          )}
          {door !== "over" && door !== "pledge_needed" && (
            <p className="border-t border-line pt-5 text-[0.9375rem] text-soft">
              {t("reminder")} <a href={`${here}/pledge`}>{t("rules")}</a>
            </p>
          )}
        </div>
      )}
    </>
  )
}
