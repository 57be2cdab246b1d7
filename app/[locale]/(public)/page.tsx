import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { connection } from "next/server"
import { Host } from "@/components/sessions/host"
import { SessionList } from "@/components/sessions/session-list"
import { EmptyState } from "@/components/ui/empty-state"
import { LinkButton } from "@/components/ui/button"
import { Lead, PageHeader } from "@/components/ui/page-header"
import { listFormats, listPastSessions, listPublicSessions } from "@/lib/sessions/queries"
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
        <SessionList sessions={sessions} href={({ slug }) => getPathname({ href: `/sessions/${slug}`, locale })} />
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
        <span className="py-2.5">
          {t("noneFits")} <a href={getPathname({ href: "/contact#date", locale })}>{t("askForDate")}</a>
        </span>
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
