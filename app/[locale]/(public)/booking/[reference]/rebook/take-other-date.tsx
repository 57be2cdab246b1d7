import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { Commitment, submitLabel } from "@/components/bookings/commitment"
import { Dated } from "@/components/bookings/dated"
import { FullPriceText } from "@/components/sessions/facts"
import { PausedText } from "@/components/sessions/paused"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { fullName } from "@/lib/people/rules"
import type { PublicSession } from "@/lib/sessions/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { rebookAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { booking: HolderBooking; target: PublicSession; locale: Locale }

/**
 * One button for who was called off: the date that was lost, the one offered, and who comes, as the booking knows it.
 * Price and terms are those of the date offered, shown above the button that agrees to them.
 */
export async function TakeOtherDate({ booking, target, locale }: Props) {
  const t = await getTranslations("changes.other")
  const manage = await getTranslations("manage.rebook")
  const { reference, participant } = booking
  const { company, email } = participant
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} />
        <KeyValue
          items={[
            { label: t("cancelled"), value: <Dated session={booking.session} /> },
            { label: t("new"), value: <Dated session={target} /> },
            {
              label: t("person"),
              value: (
                <>
                  {fullName(participant)}, {company}
                  <br />
                  <span className="wrap-anywhere text-soft">{email}</span>
                </>
              ),
            },
            { label: t("price"), value: <FullPriceText price={target.price} /> },
          ]}
        />
        {target.format.admission === "reviewed" && <p className="text-[0.9375rem] text-soft">{t("reviewedNote")}</p>}
        {!target.bookable && (
          <Notice tone="mark" title={target.pausedUntil ? <PausedText session={target} now={now()} /> : t("taken")} />
        )}
        {target.price && <Commitment session={target} now={now()} />}
        <ActionForm id="rebook" action={rebookAction} className="grid gap-5">
          <HiddenField name="requestId" value={crypto.randomUUID()} />
          <HiddenField name="booking" value={reference} />
          <HiddenField name="sessionId" value={target.id} />
          <HiddenField name="netCents" value={target.price?.netCents ?? "free"} />
          <div className="flex flex-wrap gap-4">
            {target.bookable && (
              <SubmitButton pendingLabel={manage("pending")}>{t(`submit.${submitLabel(target)}`)}</SubmitButton>
            )}
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}/rebook`, locale })}>
              {t("choose")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
