import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { FeedAddress } from "@/components/notifications/feed-address"
import { HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { findFeedAddress, mailboxOf } from "@/lib/notifications/queries-feeds"
import { redirect } from "../../../../../i18n/navigation"
import { myBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { Done } from "../done"
import { endFeedAction, renewFeedAction } from "../sharing-actions"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "assistant.feed" })
  return { title: t("title"), ...personal }
}

/** The calendar of all bookings in the name of the mailbox this link went to; an assistant has none of it. */
export default async function SubscribePage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { holder, booking } = await myBooking(reference, locale)
  const mailbox = await mailboxOf(holder)
  if (!mailbox) return redirect({ href: `/booking/${reference}`, locale })
  const t = await getTranslations("assistant.feed")
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-8 pt-6 sm:pt-9">
        <Done what={(await searchParams).done} />
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
        <p className="text-soft">{t("discreet")}</p>
        <FeedAddress address={await findFeedAddress(mailbox)} renew={renewFeedAction} end={endFeedAction}>
          <HiddenField name="booking" value={reference} />
        </FeedAddress>
      </div>
    </>
  )
}
