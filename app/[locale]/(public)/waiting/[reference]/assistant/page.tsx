import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { PageHeader } from "@/components/ui/page-header"
import { redirect } from "../../../../../i18n/navigation"
import { myEntry } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { BookerForms } from "../../../booking/[reference]/assistant/booker-forms"
import { Done } from "../../../booking/[reference]/done"
import { Crumbs } from "../crumbs"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "assistant.waiting" })
  return { title: t("title"), ...personal }
}

/** Who else looks after what somebody only waits for; with a seat that is the booking's page. */
export default async function WaitingAssistantPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { holder, entry, booking } = await myEntry(reference, locale)
  if (booking?.changeable) redirect({ href: `/booking/${reference}/assistant`, locale })
  if (entry.state !== "waiting" && entry.state !== "offered") redirect({ href: `/waiting/${reference}`, locale })
  const t = await getTranslations("assistant.waiting")
  const words = await getTranslations("assistant.assistant")
  const { booker } = entry
  return (
    <>
      <Crumbs reference={reference} here={words("crumb")} />
      <div className="grid max-w-150 gap-10 pt-6 sm:pt-9">
        <Done what={(await searchParams).done} />
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
        <p className="font-[540]">{booker ? words("now", booker) : t("none")}</p>
        <BookerForms of={{ ...entry, role: holder.role }} page="waiting" />
      </div>
    </>
  )
}
