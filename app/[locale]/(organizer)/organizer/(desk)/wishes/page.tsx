import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { WishedTimes } from "@/components/desk/wished-times"
import { EmptyState } from "@/components/ui/empty-state"
import { LinkButton } from "@/components/ui/button"
import { Lead } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { listFormats } from "@/lib/sessions/queries"
import { listWishes } from "@/lib/waitlist/queries-wishes"
import { nextStart, sharedTimes } from "@/lib/waitlist/rules-wishes"
import { deskHref } from "../../desk-session"
import { settings } from "../../../../../settings"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("viability.wishes"))("title") }
}

/** When people could whom no date suits, by format: the time that would gather the most of them first. */
export default async function WishesPage() {
  await requireTeam({ may: runsSessions, path: "/organizer/wishes" })
  const [t, locale, now] = [await getTranslations("viability.wishes"), await getLocale(), presentTime()]
  const [wishes, formats, house] = await Promise.all([listWishes(), listFormats(locale, "group"), settings()])
  const wished = sharedTimes(wishes)
  const href = (formatId: string, language: string, time: { weekday: number; from: string }) => {
    const query = new URLSearchParams({ formatId, language, localStart: nextStart(time, house, now) })
    return deskHref(`/organizer/sessions/new?${query.toString()}`, locale)
  }
  return (
    <>
      <h1 className="text-3xl">{t("title")}</h1>
      <div className="mt-3 mb-10 max-w-[38em]">
        <Lead>{t("lead")}</Lead>
      </div>
      {wished.map(({ formatId, language, times }) => (
        <WishedTimes
          key={formatId + language}
          {...{ language, times }}
          format={formats.find(({ id }) => id === formatId)?.texts.shortName ?? ""}
          href={(time) => href(formatId, language, time)}
        />
      ))}
      {wished.length === 0 && (
        <EmptyState
          action={
            <LinkButton href={deskHref("/organizer/sessions", locale)} variant="outline">
              {t("sessions")}
            </LinkButton>
          }
        >
          {t("empty")}
        </EmptyState>
      )}
    </>
  )
}
