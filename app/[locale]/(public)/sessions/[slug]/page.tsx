import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { connection } from "next/server"
import { cache } from "react"
import { Host } from "@/components/sessions/host"
import { OtherDates } from "@/components/sessions/other-dates"
import { PausedText } from "@/components/sessions/paused"
import { SessionPanel } from "@/components/sessions/session-panel"
import { SessionStory } from "@/components/sessions/session-story"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { now } from "@/lib/clock"
import { findPicture } from "@/lib/round/queries-picture"
import { findPublicSession, listPublicSessions, type PublicSession } from "@/lib/sessions/queries"
import { formatDate, formatDateRange } from "@/lib/time-zone"
import { getPathname } from "../../../../i18n/navigation"
import { homeHref } from "../../../../home-href"
import { portraitPath, settings } from "../../../../settings"
import { alternates } from "../../../../site-metadata"
import { SessionJsonLd } from "./session-json-ld"

type Props = { params: Promise<{ locale: Locale; slug: string }> }

const sessionOf = cache((slug: string, locale: Locale) => findPublicSession({ slug }, locale))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, slug } = await params
  const session = await sessionOf(slug, locale)
  if (!session) return {}
  const { startsAt, endsAt, timeZone, texts } = session
  return {
    title: `${texts.shortName}, ${formatDate(startsAt, timeZone, locale)}`,
    description: `${formatDateRange(startsAt, endsAt, timeZone, locale)}. ${texts.lead}`,
    alternates: await alternates(`/sessions/${slug}`, locale),
    // A date that is over stays readable for those who have its link, and leaves the search engines.
    robots: isOver(session) ? { index: false } : undefined,
  }
}

export default async function SessionPage({ params }: Props) {
  const { locale, slug } = await params
  setRequestLocale(locale)
  await connection()
  const [session, { organizer }, portrait] = await Promise.all([sessionOf(slug, locale), settings(), portraitPath()])
  if (!session) notFound()
  const picture = await findPicture(session.id)
  const t = await getTranslations("sessions.page")
  const { startsAt, timeZone, texts } = session
  return (
    <>
      <SessionJsonLd session={session} locale={locale} />
      <div className="pt-2 sm:pt-4">
        <Breadcrumb
          label={(await getTranslations("common"))("breadcrumb")}
          steps={[{ href: await homeHref(locale), label: t("crumb") }]}
          here={formatDate(startsAt, timeZone, locale)}
        />
      </div>
      <div className="grid gap-x-19 gap-y-9 pt-6 sm:pt-9 lg:grid-cols-[1fr_23.25rem]">
        <PageHeader
          title={<span lang={texts.language}>{texts.name}</span>}
          lead={<span lang={texts.language}>{texts.lead}</span>}
          eyebrow={
            isOver(session) && (
              <div className="mb-2">
                <OverNotice session={session} />
              </div>
            )
          }
        >
          {portrait && <Host {...{ organizer, portrait }} />}
        </PageHeader>
        <div className="lg:sticky lg:top-8 lg:row-span-2 lg:self-start">
          <SessionPanel session={session} now={now()}>
            <WayOn session={session} locale={locale} />
          </SessionPanel>
        </div>
        <SessionStory
          session={session}
          organizer={organizer}
          confidentialityHref={getPathname({ href: "/confidentiality", locale })}
          now={now()}
          picture={picture}
        />
      </div>
      <p className="mt-9 text-[0.9375rem]">
        <a
          href={getPathname({ href: { pathname: "/subscribe", query: { format: session.format.slug } }, locale })}
          className="inline-flex min-h-11 items-center"
        >
          {(await getTranslations("mailing.subscribe"))("link")}
        </a>
      </p>
    </>
  )
}

const isOver = (session: PublicSession) => session.status === "cancelled" || session.status === "finished"

async function OverNotice({ session }: { session: PublicSession }) {
  const t = await getTranslations("sessions.page")
  if (session.status === "cancelled")
    return (
      <Notice tone="mark" title={t("cancelled")}>
        {t("cancelledText")}
      </Notice>
    )
  if (session.status === "finished") return <Notice title={t("finished")}>{t("finishedText")}</Notice>
  return null
}

/** The one button, or where to go instead. */
async function WayOn({ session, locale }: { session: PublicSession; locale: Locale }) {
  const t = await getTranslations("sessions.page")
  const { organizer } = await settings()
  if (!session.bookable) return <Instead session={session} locale={locale} />
  const reviewed = session.format.admission === "reviewed"
  const { phone, email } = organizer
  const contact = phone
    ? t.rich("personal", {
        phone: phone.replaceAll(" ", "\u00a0"),
        call: (text) => <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{text}</a>,
      })
    : t.rich("personalMail", { email, mail: (text) => <a href={`mailto:${email}`}>{text}</a> })
  return (
    <>
      <LinkButton wide href={getPathname({ href: `/sessions/${session.slug}/book`, locale })}>
        {t(reviewed ? "request" : "book")}
      </LinkButton>
      <p className="text-sm text-soft">
        {t(reviewed ? "reviewedNote" : "instantNote")} {reviewed && session.price && t("contractNote")} {contact}
      </p>
    </>
  )
}

async function Instead({ session, locale }: { session: PublicSession; locale: Locale }) {
  const t = await getTranslations("sessions.page")
  const home = await homeHref(locale)
  const upcoming = await listPublicSessions(locale, { format: session.format.slug })
  const others = upcoming.filter((other) => other.bookable && other.id !== session.id).slice(0, 3)
  const full = !isOver(session) && !session.pausedUntil && session.seatsFree === 0 && session.startsAt > now()
  return (
    <>
      {full && <WayToWait session={session} locale={locale} />}
      {!isOver(session) && !full && (
        <p className="text-[0.9375rem] text-soft">
          {session.pausedUntil ? <PausedText session={session} now={now()} /> : t("closed")}
        </p>
      )}
      <OtherDates sessions={others} href={({ slug }) => getPathname({ href: `/sessions/${slug}`, locale })} />
      <LinkButton wide variant="outline" href={home}>
        {t("allDates")}
      </LinkButton>
    </>
  )
}

/** A seat that comes free is offered to whoever waits: the way to the waiting list. */
async function WayToWait({ session, locale }: { session: PublicSession; locale: Locale }) {
  const t = await getTranslations("waitlist.way")
  return (
    <>
      <p className="text-[0.9375rem] text-soft">{t("text")}</p>
      <LinkButton wide href={getPathname({ href: `/sessions/${session.slug}/wait`, locale })}>
        {t("action")}
      </LinkButton>
      <p className="text-sm text-soft">{t("note")}</p>
    </>
  )
}
