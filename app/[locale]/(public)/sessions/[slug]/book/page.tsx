import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { findHold } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { findPublicSession, type PublicSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { holderFor } from "../../../../../booking-cookie"
import { homeHref } from "../../../../../home-href"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { personal } from "../../../../../site-metadata"
import { BookingStep } from "./booking-step"
import { CodeStep } from "./code-step"

type Props = {
  params: Promise<{ locale: Locale; slug: string }>
  searchParams: Promise<{ booking?: string | string[]; sent?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "booking" })
  return { title: t("crumb"), ...personal }
}

/** One page for both steps; the second one is in the address, so that a phone may reload it coming back from the mail. */
export default async function BookPage({ params, searchParams }: Props) {
  const { locale, slug } = await params
  setRequestLocale(locale)
  const [session, search] = await Promise.all([findPublicSession({ slug }, locale), searchParams])
  if (!session) notFound()
  const hold = await heldBy(search.booking, session, locale)
  // A full session still shows what was typed, with other dates above it.
  if (!hold && (session.status === "cancelled" || session.startsAt <= now())) {
    redirect({ href: `/sessions/${slug}`, locale })
  }
  return (
    <>
      <Crumbs session={session} locale={locale} step={hold ? "code" : "form"} />
      {hold ? <CodeStep hold={hold} resent={search.sent === "1"} /> : <BookingStep session={session} locale={locale} />}
    </>
  )
}

/** The hold that this browser made, in this session; somebody else's is none. */
async function heldBy(reference: unknown, session: PublicSession, locale: Locale) {
  const holder = await holderFor(reference, "hold", "manage")
  if (holder?.purpose === "manage") redirect({ href: `/booking/${String(reference)}`, locale })
  const hold = holder && (await findHold(holder.bookingId, locale))
  return hold?.session.id === session.id ? hold : null
}

async function Crumbs({ session, locale, step }: { session: PublicSession; locale: Locale; step: "form" | "code" }) {
  const [t, common, sessions] = await Promise.all([
    getTranslations("booking"),
    getTranslations("common"),
    getTranslations("sessions.page"),
  ])
  const here = session.format.admission === "reviewed" ? t("crumb") : t("crumbInstant")
  return (
    <div className="pt-2 sm:pt-4">
      <Breadcrumb
        label={common("breadcrumb")}
        steps={[
          { href: await homeHref(locale), label: sessions("crumb") },
          {
            href: getPathname({ href: `/sessions/${session.slug}`, locale }),
            label: formatDate(session.startsAt, session.timeZone, locale),
          },
        ]}
        here={step === "code" ? t("code.crumb") : here}
      />
    </div>
  )
}
