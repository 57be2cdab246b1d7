import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { findMergeQuestion, listMergeTargets, type MergeTarget } from "@/lib/bookings/queries-merge"
import { isThin } from "@/lib/bookings/rules-merge"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateRange, formatWhen } from "@/lib/time-zone"
import { deskHref, isOpen, openDeskSession } from "../../../../desk-session"
import { Blocked } from "../../blocked"
import { SessionFormPage } from "../../form-page"
import { MergePreview } from "./merge-preview"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ into?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("merge"))("title") }
}

/** Another date for the people of a thin session: first which one, then what the question brings about. */
export default async function MergePage({ params, searchParams }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/merge" })
  const [t, now] = [await getTranslations("merge"), presentTime()]
  if (session.pausedUntil) return <Blocked session={session} title={t("title")} />
  const [question, targets] = await Promise.all([
    findMergeQuestion(session.id, now),
    listMergeTargets(session, locale, now),
  ])
  const thin = isOpen(session, now) && isThin({ ...session, confirmed: session.seats.confirmed })
  const obstacle = question?.state === "open" ? "already" : !thin ? "notThin" : targets.length === 0 ? "none" : null
  const { into } = await searchParams
  const target = targets.find(({ id }) => id === into)
  if (target && !obstacle)
    return (
      <SessionFormPage session={session} title={t("preview.title")}>
        <MergePreview {...{ session, target }} />
      </SessionFormPage>
    )
  return (
    <SessionFormPage session={session} title={t("title")}>
      <div className="grid gap-8">
        {obstacle ? <Notice title={t(obstacle)} /> : <Targets {...{ session, targets, now, locale }} />}
        <div>
          <LinkButton variant="outline" href={deskHref(`/organizer/sessions/${session.id}`, locale)}>
            {t("back")}
          </LinkButton>
        </div>
      </div>
    </SessionFormPage>
  )
}

type TargetsProps = { session: DeskSession; targets: MergeTarget[]; now: Date; locale: "de" | "en" }

/** One link each; choosing one sends nothing yet. */
async function Targets({ session, targets, now, locale }: TargetsProps) {
  const t = await getTranslations("merge")
  return (
    <section aria-labelledby="targets" className="max-w-[46rem]">
      <p className="mb-7 max-w-[36em] text-soft">{t("lead")}</p>
      <h2 id="targets" className="mb-2.5 text-xl">
        {t("choose")}
      </h2>
      <ul>
        {targets.map(({ id, startsAt, endsAt, timeZone, seatsFree, answerBy }) => (
          <li key={id} className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[1fr_auto] sm:items-center">
            <p>
              {formatDateRange(startsAt, endsAt, timeZone, locale)}
              <br />
              <span className="text-[0.9375rem] text-soft">
                {t("free", { count: seatsFree })} ·{" "}
                {t("until", { when: formatWhen(answerBy, session.timeZone, locale, now) })}
              </span>
            </p>
            <a
              href={deskHref(`/organizer/sessions/${session.id}/merge?into=${id}`, locale)}
              className="inline-flex min-h-11 items-center"
            >
              {t("take")}
              <span className="sr-only">: {formatDateRange(startsAt, endsAt, timeZone, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
