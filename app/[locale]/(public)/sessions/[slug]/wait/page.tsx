import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { now } from "@/lib/clock"
import { findPublicSession } from "@/lib/sessions/queries"
import { redirect } from "../../../../../i18n/navigation"
import { personal } from "../../../../../site-metadata"
import { findWaiting } from "./find-waiting"
import { WaitPage, type WaitSearch } from "./wait-page"

type Props = { params: Promise<{ locale: Locale; slug: string }>; searchParams: Promise<WaitSearch> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "waitlist.join" })
  return { title: t("title"), ...personal }
}

/** For a date that is full: this one, others of its format, or a day and time. */
export default async function WaitForSessionPage({ params, searchParams }: Props) {
  const { locale, slug } = await params
  setRequestLocale(locale)
  const session = await findPublicSession({ slug }, locale)
  if (!session) notFound()
  if (session.status === "cancelled" || session.startsAt <= now()) redirect({ href: `/sessions/${slug}`, locale })
  const waiting = await findWaiting({ format: session.format.slug, session, locale })
  if (!waiting) notFound()
  return <WaitPage {...{ waiting, locale }} search={await searchParams} />
}
