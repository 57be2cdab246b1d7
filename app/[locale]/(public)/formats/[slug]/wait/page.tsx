import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { personal } from "../../../../../site-metadata"
import { findWaiting } from "../../../sessions/[slug]/wait/find-waiting"
import { WaitPage, type WaitSearch } from "../../../sessions/[slug]/wait/wait-page"

type Props = { params: Promise<{ locale: Locale; slug: string }>; searchParams: Promise<WaitSearch> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "waitlist.join" })
  return { title: t("titleWish"), ...personal }
}

/** Where none of a format's dates suits, or there is none: a day and time, or what is full. */
export default async function WaitForFormatPage({ params, searchParams }: Props) {
  const { locale, slug } = await params
  setRequestLocale(locale)
  const waiting = await findWaiting({ format: slug, locale })
  if (!waiting) notFound()
  return <WaitPage {...{ waiting, locale }} search={await searchParams} />
}
