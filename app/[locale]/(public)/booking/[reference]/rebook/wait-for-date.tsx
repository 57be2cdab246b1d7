import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { Dated } from "@/components/bookings/dated"
import { RoundAnswers } from "@/components/bookings/round-fields"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Holder } from "@/lib/bookings/policy"
import type { HolderBooking } from "@/lib/bookings/queries"
import { lacksAnswers } from "@/lib/bookings/queries-answers"
import { now } from "@/lib/clock"
import type { PublicSession } from "@/lib/sessions/queries"
import { findHolderEntry } from "@/lib/waitlist/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { waitForSessionAction } from "../../../waiting/[reference]/actions"
import { Crumbs } from "../crumbs"

type Props = { booking: HolderBooking; holder: Holder; target: PublicSession; locale: Locale }

/** Whether there is nothing to do about a date but wait. */
export const isFull = ({ status, startsAt, seatsFree, pausedUntil }: PublicSession): boolean =>
  (status === "published" || status === "guaranteed") && startsAt > now() && seatsFree === 0 && pausedUntil === null

/** "Wait for this one and keep my seat until then": one button, for whoever is known already. */
export async function WaitForDate({ booking, holder, target, locale }: Props) {
  const [t, manage] = [await getTranslations("waitlist.rebook"), await getTranslations("manage.rebook")]
  const { reference, calledOff } = booking
  const [entry, lacks] = [await findHolderEntry(holder, locale), await lacksAnswers(booking.id, target.format)]
  const open = entry?.state === "waiting" || entry?.state === "offered"
  const already = open && entry.dates.some(({ session }) => session.id === target.id)
  return (
    <>
      <Crumbs booking={booking} here={t("title")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} />
        <KeyValue
          roomy
          items={[
            { label: t("keep"), value: !calledOff && <Dated session={booking.session} /> },
            { label: t("target"), value: <Dated session={target} /> },
          ]}
        />
        {already ? <Notice title={t("already")} /> : <p>{t(calledOff ? "textOff" : "text")}</p>}
        <ActionForm id="wait" action={waitForSessionAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <HiddenField name="sessionId" value={target.id} />
          {!already && <RoundAnswers lacks={lacks} />}
          <div className="flex flex-wrap gap-4">
            {already ? (
              <LinkButton href={getPathname({ href: `/waiting/${reference}`, locale })}>{t("see")}</LinkButton>
            ) : (
              <SubmitButton pendingLabel={t("pending")}>{t(calledOff ? "submitOff" : "submit")}</SubmitButton>
            )}
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}/rebook`, locale })}>
              {manage("other")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
