import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { connection } from "next/server"
import { Fragment, type ReactNode } from "react"
import { Host } from "@/components/sessions/host"
import { SessionList } from "@/components/sessions/session-list"
import { EmptyState } from "@/components/ui/empty-state"
import { LinkButton } from "@/components/ui/button"
import { Lead, PageHeader } from "@/components/ui/page-header"
import { listFormats, listPastSessions, listPublicSessions } from "@/lib/sessions/queries"
import type { FormatText } from "@/lib/sessions/schema"
import { getPathname } from "../../i18n/navigation"
import { homeHref } from "../../home-href"
import { portraitPath, settings } from "../../settings"
import { alternates } from "../../site-metadata"
import { type Choice, readChoice, SessionFilter } from "./session-filter"

type Props = {
  params: Promise<{ locale: Locale }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "sessions.list" })
  return { title: t("metaTitle"), description: t("metaDescription"), alternates: await alternates("/", locale) }
}

export default async function SessionsPage({ params, searchParams }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  await connection()
  const search = await searchParams
  return search.past === "1" ? (
    <PastSessions locale={locale} />
  ) : (
    <Upcoming locale={locale} choice={readChoice(search)} />
  )
}

async function Upcoming({ locale, choice }: { locale: Locale; choice: Choice }) {
  const [t, subscribe] = [await getTranslations("sessions.list"), await getTranslations("mailing.subscribe")]
  const [sessions, formats, portrait] = await Promise.all([
    listPublicSessions(locale, choice),
    listFormats(locale, "group"),
    portraitPath(),
  ])
  const [home, { organizer }] = [await homeHref(locale), await settings()]
  const chosen = Boolean(choice.format ?? choice.language)
  return (
    <>
      <div className="pt-8 pb-9 sm:pt-14 sm:pb-13">
        <PageHeader size="display" title={t("title")} lead={t("lead")}>
          <Facts sessions={sessions} />
          {portrait && <Host {...{ organizer, portrait }} />}
        </PageHeader>
      </div>
      {(sessions.length > 0 || chosen) && <SessionFilter {...{ formats, choice, home }} />}
      {sessions.length > 0 ? (
        <SessionList
          sessions={sessions}
          href={({ slug }) => getPathname({ href: `/sessions/${slug}`, locale })}
          waitHref={({ slug }) => getPathname({ href: `/sessions/${slug}/wait`, locale })}
        />
      ) : (
        <EmptyState
          action={
            chosen && (
              <LinkButton href={home} variant="outline">
                {t("showAll")}
              </LinkButton>
            )
          }
        >
          {t(chosen ? "emptyFiltered" : "empty")}
        </EmptyState>
      )}
      <p className="flex flex-wrap justify-between gap-x-8 gap-y-1 text-[0.9375rem] text-soft">
        <NoneFits formats={formats.filter(({ slug }) => !choice.format || slug === choice.format)} locale={locale} />
        <a href={getPathname({ href: { pathname: "/subscribe", query: chosenOf(choice) }, locale })} className="py-2.5">
          {subscribe("link")}
        </a>
        <a href={`${home}?past=1`} className="py-2.5">
          {t("past")}
        </a>
      </p>
    </>
  )
}

/** The way to name a day and time, for one format or for each; where there is none yet, to write. */
async function NoneFits({ formats, locale }: { formats: { slug: string; texts: FormatText }[]; locale: Locale }) {
  const [t, way] = [await getTranslations("sessions.list"), await getTranslations("waitlist.way")]
  const link = (href: string, text: ReactNode) => <a href={getPathname({ href, locale })}>{text}</a>
  const [only, ...more] = formats
  if (!only) return <span className="py-2.5">{link("/contact#date", `${t("noneFits")} ${t("askForDate")}`)}</span>
  const to = ({ slug }: { slug: string }) => `/formats/${slug}/wait`
  return (
    <span className="max-w-[38em] py-2.5">
      {t("noneFits")}{" "}
      {more.length === 0
        ? link(to(only), way("wish"))
        : [
            way("wishFor"),
            ...formats.map((format, index) => (
              <Fragment key={format.slug}>
                {index > 0 && ","} <span lang={format.texts.language}>{link(to(format), format.texts.shortName)}</span>
              </Fragment>
            )),
          ]}
    </span>
  )
}

/** What is chosen, without what is not. */
const chosenOf = (choice: Choice): Record<string, string> =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => value))

async function PastSessions({ locale }: { locale: Locale }) {
  const t = await getTranslations("sessions.list")
  const [sessions, home] = await Promise.all([listPastSessions(locale), homeHref(locale)])
  return (
    <>
      <div className="pt-8 pb-9 sm:pt-14 sm:pb-13">
        <PageHeader title={t("pastTitle")} lead={sessions.length > 0 && t("pastLead")} />
      </div>
      {sessions.length > 0 ? (
        <SessionList sessions={sessions} href={({ slug }) => getPathname({ href: `/sessions/${slug}`, locale })} />
      ) : (
        <Lead>{t("pastEmpty")}</Lead>
      )}
      <LinkButton href={home} variant="outline">
        {t("upcoming")}
      </LinkButton>
    </>
  )
}

/** What is true of every date on the page, from the dates themselves. */
async function Facts({ sessions }: { sessions: Awaited<ReturnType<typeof listPublicSessions>> }) {
  const t = await getTranslations("sessions.list")
  const b = (chunks: React.ReactNode) => <b className="text-ink">{chunks}</b>
  const minimum = Math.min(...sessions.map((session) => session.minimum))
  const capacity = Math.max(...sessions.map((session) => session.capacity))
  return (
    <ul className="mt-1 flex flex-wrap gap-x-6.5 gap-y-1 text-[0.9375rem] text-soft">
      {sessions.length > 0 && <li>{t.rich("factPeople", { minimum, capacity, b })}</li>}
      {sessions.length > 0 && sessions.every(({ format }) => format.place === "online") && (
        <li>{t.rich("factRecording", { b })}</li>
      )}
      <li>{t.rich("factRebooking", { b })}</li>
    </ul>
  )
}
