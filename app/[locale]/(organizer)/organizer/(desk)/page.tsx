import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { CallItems } from "@/components/desk/call-items"
import { NotComingItems, SilentItems } from "@/components/desk/silent-items"
import { Happenings } from "@/components/desk/happenings"
import { ObjectionItems } from "@/components/desk/objection-items"
import { RequestItems } from "@/components/desk/request-items"
import { SessionTaskItems } from "@/components/desk/session-tasks"
import { ToDo } from "@/components/desk/to-do"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { requireTeam } from "@/lib/auth"
import { listHappenings } from "@/lib/bookings/list-happenings"
import { listOpenRequests } from "@/lib/bookings/queries"
import { listAskedSessions } from "@/lib/bookings/queries-attendance"
import { decisionsOf, listPlannedChanges } from "@/lib/bookings/queries-changes"
import { findFirstSteps, listImpossibleDecisions, listSessionTasks } from "@/lib/bookings/queries-today"
import { now as presentTime } from "@/lib/clock"
import { listMails } from "@/lib/notifications/queries"
import { readShown } from "@/lib/numbers/queries-viability"
import { listMarkedAddresses } from "@/lib/notifications/queries-addresses"
import { keepsMoney, runsSessions, sessionScope } from "@/lib/people/policy"
import { listOpenObjections } from "@/lib/round/queries-objections"
import { listCollisions } from "@/lib/bookings/find-collisions"
import { listSessions } from "@/lib/sessions/queries"
import { countWaiting } from "@/lib/waitlist/queries"
import { listCalls } from "@/lib/waitlist/queries-desk"
import { deskHref } from "../desk-session"
import { DoneNotice } from "../done-notice"
import { PlannedChange } from "./sessions/planned-change"
import { AtRiskItems } from "./today/at-risk"
import { AddressItems } from "./today/address-items"
import { FirstStepsList } from "./today/first-steps"
import { isMoneyWaiting, MoneyItems } from "./today/money-items"
import { findMoneyToDo } from "./today/money-to-do"
import { NextSession } from "./today/next-session"
import { ThisQuarter } from "./today/this-quarter"
import { settings } from "../../../../settings"

// What bounced longer ago has been looked at, or never will be.
const aWeekMs = 7 * 24 * 3_600_000

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("today") }
}

/** What there is to do today, at a glance: the next session, what waits, how the quarter goes. */
export default async function TodayPage({ searchParams }: Props) {
  const viewer = await requireTeam()
  const [t, locale, scope, now] = [
    await getTranslations("desk.today"),
    await getLocale(),
    sessionScope(viewer),
    presentTime(),
  ]
  const [changes, composition] = [await getTranslations("changes.plan"), await getTranslations("composition")]
  const lookingOnly = !runsSessions(viewer)
  const [[next], tasked, askedSessions, requests, happenings, { timeZone }, failed, marked, plans, steps, shown] =
    await Promise.all([
      listSessions(locale, { ...scope, show: "current", limit: 1 }, now),
      listSessionTasks(locale, { ...scope, lookingOnly }, now),
      listAskedSessions(locale, scope, now),
      listOpenRequests(scope),
      listHappenings(scope, 8),
      settings(),
      listMails({ ...scope, state: "failed", limit: 5 }),
      listMarkedAddresses({ ...scope, expected: true }, now),
      listPlannedChanges(scope),
      lookingOnly ? null : findFirstSteps(),
      readShown(scope),
    ])
  const [asked, calls, waitingFor, money, objections] = await Promise.all([
    listSessions(locale, { ...scope, ids: requests.map(({ sessionId }) => sessionId) }, now),
    listCalls(scope, now),
    countWaiting(next ? [next.id] : []),
    keepsMoney(viewer) ? findMoneyToDo(now) : null,
    lookingOnly ? [] : listOpenObjections(now),
  ])
  const open = requests.flatMap((request) => {
    const session = asked.find(({ id }) => id === request.sessionId)
    return session ? [{ ...request, session }] : []
  })
  const closed = open.filter(({ session }) => session.format.round === "closed").map(({ sessionId }) => sessionId)
  const [collisions, impossible] = lookingOnly
    ? [undefined, []]
    : await Promise.all([listCollisions([...new Set(closed)]), listImpossibleDecisions(scope, now)])
  const bounced = failed.mails.filter(
    ({ createdAt, recipient }) =>
      now.getTime() - createdAt.getTime() < aWeekMs && !marked.some(({ address }) => address === recipient),
  )
  const starting = steps !== null && !(steps.house && steps.format && steps.sessions)
  const silent = askedSessions.filter(({ calls }) => calls.length > 0)
  const notComing = askedSessions.filter(({ counts }) => counts.not_coming > 0)
  const notComingTo = (id: string) => notComing.find(({ sessionId }) => sessionId === id)?.counts.not_coming ?? 0
  const moneyWaits = money !== null && isMoneyWaiting(money)
  const waiting =
    moneyWaits ||
    [open, tasked, silent, notComing, marked, bounced, calls, objections, impossible].some(({ length }) => length > 0)
  return (
    <>
      <DoneNotice done={(await searchParams).done} />
      <h1 className="sr-only">{t("title")}</h1>
      {starting && <FirstStepsList steps={steps} viewer={viewer} />}
      {next ? (
        <NextSession
          {...{ session: next, now, shown: shown(next.format.id), waiting: waitingFor.get(next.id) }}
          notComing={notComingTo(next.id)}
          tasks={tasked.find(({ id }) => id === next.id)?.tasks ?? []}
        />
      ) : (
        !starting && (
          <EmptyState
            action={
              !lookingOnly && <LinkButton href={deskHref("/organizer/sessions/new", locale)}>{t("create")}</LinkButton>
            }
          >
            {t("noSession")}
          </EmptyState>
        )
      )}
      {plans.length > 0 && (
        <section aria-label={changes("title")} className="mt-10 grid gap-6">
          {decisionsOf(plans).map((plan) => (
            <PlannedChange key={plan.id} {...{ plan, now }} runs={runsSessions(viewer)} elsewhere />
          ))}
        </section>
      )}
      {(waiting || !starting) && (
        <section aria-labelledby="to-do" className="mt-10">
          <h2 id="to-do" className="mb-3.5">
            {t("toDo")}
          </h2>
          <ul>
            <CallItems
              {...{ calls, silent }}
              href={(id, list) => deskHref(`/organizer/sessions/${id}#${list}`, locale)}
            />
            <RequestItems
              {...{ requests: open, now, collisions }}
              href={(seatId) => deskHref(`/organizer/requests/${seatId}`, locale)}
            />
            <ObjectionItems
              objections={objections}
              href={(seatId) => deskHref(`/organizer/objections/${seatId}`, locale)}
            />
            {impossible.map(({ seatId, person, company }) => (
              <ToDo
                key={seatId}
                href={deskHref(`/organizer/requests/${seatId}`, locale)}
                action={composition("impossibleAction")}
                about={person}
              >
                {composition("impossible", { person, company })}
              </ToDo>
            ))}
            <AtRiskItems {...{ sessions: tasked, shown, notComing: notComingTo }} />
            <SilentItems
              sessions={silent.filter(({ sessionId }) => !calls.some((call) => call.sessionId === sessionId))}
              href={(id) => deskHref(`/organizer/sessions/${id}#calls`, locale)}
            />
            <NotComingItems sessions={notComing} href={(id) => deskHref(`/organizer/sessions/${id}#people`, locale)} />
            <SessionTaskItems
              sessions={tasked}
              href={(id, way) => deskHref(`/organizer/sessions/${id}${way}`, locale)}
            />
            {money && <MoneyItems {...money} />}
            <AddressItems addresses={marked} lookingOnly={lookingOnly} />
            {bounced.map(({ id, recipient }) => (
              <ToDo
                key={id}
                href={deskHref(`/organizer/mails/${id}`, locale)}
                action={t("checkMail")}
                about={recipient}
              >
                {t("mailFailed", { recipient })}
              </ToDo>
            ))}
            {failed.nextCursor && (
              <ToDo href={deskHref("/organizer/mails", locale)} action={t("checkMail")} about={t("moreFailed")}>
                {t("moreFailed")}
              </ToDo>
            )}
          </ul>
          {!waiting && <p className="border-t border-line py-3.5 text-soft">{t("nothingToDo")}</p>}
        </section>
      )}
      {!starting && <ThisQuarter {...{ scope, now, locale, zone: timeZone }} />}
      {happenings.length > 0 && (
        <section aria-labelledby="happenings" className="mt-12">
          <h2 id="happenings" className="mb-3.5">
            {t("happenings")}
          </h2>
          <Happenings
            {...{ happenings, now, zone: timeZone }}
            href={(id) => deskHref(`/organizer/sessions/${id}`, locale)}
          />
        </section>
      )}
    </>
  )
}
