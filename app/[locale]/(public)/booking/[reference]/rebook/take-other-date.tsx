import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { Commitment, submitLabel } from "@/components/bookings/commitment"
import { Dated } from "@/components/bookings/dated"
import { PriceText } from "@/components/sessions/facts"
import { PausedText } from "@/components/sessions/paused"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import type { HolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { fullName } from "@/lib/people/rules"
import type { PublicSession } from "@/lib/sessions/queries"
import { Crumbs } from "../crumbs"
import { RebookForm } from "./rebook-form"

type Props = { booking: HolderBooking; target: PublicSession; locale: Locale }

/**
 * One button for who was called off: the date that was lost, the one offered, and who comes, as the booking knows it.
 * Price and terms are those of the date offered, shown above the button that agrees to them.
 */
export async function TakeOtherDate({ booking, target, locale }: Props) {
  const t = await getTranslations("changes.other")
  const manage = await getTranslations("manage.rebook")
  const { participant } = booking
  const { company, email } = participant
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} />
        <KeyValue
          roomy
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
            // What costs says so with its terms, directly above the button.
            ...(target.price ? [] : [{ label: t("price"), value: <PriceText price={null} /> }]),
          ]}
        />
        {target.format.admission === "reviewed" && <p className="text-[0.9375rem] text-soft">{t("reviewedNote")}</p>}
        {!target.bookable && (
          <Notice tone="mark" title={target.pausedUntil ? <PausedText session={target} now={now()} /> : t("taken")} />
        )}
        {target.price && <Commitment session={target} now={now()} />}
        <RebookForm
          {...{ booking, target, locale }}
          texts={{ submit: t(`submit.${submitLabel(target)}`), pending: manage("pending"), other: t("choose") }}
        />
      </div>
    </>
  )
}
