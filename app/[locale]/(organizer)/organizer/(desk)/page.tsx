import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { DeskRing } from "@/components/desk/desk-ring"
import { Happenings } from "@/components/desk/happenings"
import { RequestItems } from "@/components/desk/request-items"
import { ToDo } from "@/components/desk/to-do"
import { SeatCounts } from "@/components/desk/seat-counts"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { requireTeam } from "@/lib/auth"
import { listHappenings } from "@/lib/bookings/list-happenings"
import { listOpenRequests } from "@/lib/bookings/queries"
import { listPlannedChanges } from "@/lib/bookings/queries-changes"
import { now as presentTime } from "@/lib/clock"
import { listMails } from "@/lib/notifications/queries"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import { type DeskSession, listSessions } from "@/lib/sessions/queries"
import { getSettings } from "@/lib/sessions/settings"
import { formatDateTime, formatDaysUntil } from "@/lib/time-zone"
import { deskHref } from "../desk-session"
import { DoneNotice } from "../done-notice"
import { PlannedChange } from "./sessions/planned-change"

// What bounced longer ago has been looked at, or never will be.
const aWeekMs = 7 * 24 * 3_600_000

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("today") }
}

export default async function OverviewPage({ searchParams }: Props) {
  const viewer = await requireTeam()
  const [t, locale, scope, now] = [
    await getTranslations("desk.today"),
    await getLocale(),
    sessionScope(viewer),
    presentTime(),
  ]
  const changes = await getTranslations("changes.plan")
  const [[next], requests, happenings, settings, failed, plans] = await Promise.all([
    listSessions(locale, { ...scope, show: "open", limit: 1 }),
    listOpenRequests(scope),
    listHappenings(scope, 10),
    getSettings(),
    listMails({ ...scope, state: "failed", limit: 5 }),
    listPlannedChanges(scope),
  ])
  const sessions = await listSessions(locale, { ...scope, ids: requests.map(({ sessionId }) => sessionId) })
  const bounced = failed.mails.filter(({ createdAt }) => now.getTime() - createdAt.getTime() < aWeekMs)
  const open = requests.flatMap((request) => {
    const session = sessions.find(({ id }) => id === request.sessionId)
    return session ? [{ ...request, session }] : []
  })
  return (
    <>
      <DoneNotice done={(await searchParams).done} />
      <h1 className="sr-only">{t("title")}</h1>
      {next ? (
        <NextSession session={next} now={now} />
      ) : (
        <EmptyState
          action={
            runsSessions(viewer) && (
              <LinkButton href={deskHref("/organizer/sessions/new", locale)}>{t("create")}</LinkButton>
            )
          }
        >
          {t("noSession")}
        </EmptyState>
      )}
      {plans.length > 0 && (
        <section aria-label={changes("title")} className="mt-10 grid gap-6">
          {plans.map((plan) => (
            <PlannedChange key={plan.id} {...{ plan, now }} runs={runsSessions(viewer)} elsewhere />
          ))}
        </section>
      )}
      <section aria-labelledby="to-do" className="mt-10">
        <h2 id="to-do" className="mb-3.5">
          {t("toDo")}
        </h2>
        <ul>
          <RequestItems
            requests={open}
            now={now}
            href={(seatId) => deskHref(`/organizer/requests/${seatId}`, locale)}
          />
          {bounced.map(({ id, recipient }) => (
            <ToDo key={id} href={deskHref(`/organizer/mails/${id}`, locale)} action={t("checkMail")} about={recipient}>
              {t("mailFailed", { recipient })}
            </ToDo>
          ))}
        </ul>
        {open.length + bounced.length === 0 && (
          <p className="border-t border-line py-3.5 text-soft">{t("nothingToDo")}</p>
        )}
      </section>
      {happenings.length > 0 && (
        <section aria-labelledby="happenings" className="mt-12">
          <h2 id="happenings" className="mb-3.5">
            {t("happenings")}
          </h2>
          <Happenings
            {...{ happenings, now, zone: settings.timeZone }}
            href={(id) => deskHref(`/organizer/sessions/${id}`, locale)}
          />
        </section>
      )}
    </>
  )
}

async function NextSession({ session, now }: { session: DeskSession; now: Date }) {
  const [t, locale] = [await getTranslations("desk.today"), await getLocale()]
  const { startsAt, timeZone } = session
  return (
    <section
      aria-labelledby="next-session"
      className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-5 sm:gap-x-9 lg:grid-cols-[auto_1fr_auto]"
    >
      <DeskRing session={session} centre className="size-24 sm:size-37" />
      <div>
        <p className="text-[0.9375rem] text-soft">
          {t("next", { when: formatDaysUntil(startsAt, timeZone, locale, now) })} · {session.format.name}
        </p>
        <h2
          id="next-session"
          className="mt-1.5 mb-2.5 text-2xl leading-[1.1] font-[380] tracking-[-0.022em] sm:text-3xl"
        >
          {formatDateTime(startsAt, timeZone, locale)}
        </h2>
        <SeatCounts session={session} className="text-[0.9375rem] max-sm:hidden" />
      </div>
      <SeatCounts session={session} className="col-span-2 text-[0.9375rem] sm:hidden" />
      <LinkButton
        href={deskHref(`/organizer/sessions/${session.id}`, locale)}
        variant="outline"
        className="max-lg:col-span-2 max-lg:justify-self-start max-sm:w-full"
      >
        {t("open")}
      </LinkButton>
    </section>
  )
}
