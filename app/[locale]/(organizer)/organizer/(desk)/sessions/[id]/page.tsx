import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { DeskRing } from "@/components/desk/desk-ring"
import { Happenings } from "@/components/desk/happenings"
import { SeatCounts } from "@/components/desk/seat-counts"
import { SeriesPlace } from "@/components/desk/series-place"
import { isRisk } from "@/components/desk/viability"
import { SessionDate } from "@/components/desk/session-date"
import { LengthText, PlaceText, PriceText } from "@/components/sessions/facts"
import { Badge } from "@/components/ui/badge"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { KeyValue } from "@/components/ui/key-value"
import { listHappenings } from "@/lib/bookings/list-happenings"
import { listSessionPeople } from "@/lib/bookings/queries"
import { listAskedSessions } from "@/lib/bookings/queries-attendance"
import { listSessionTasks } from "@/lib/bookings/queries-today"
import { listPlannedChanges } from "@/lib/bookings/queries-changes"
import { now as presentTime } from "@/lib/clock"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import type { DeskSession } from "@/lib/sessions/queries"
import { findSeries } from "@/lib/sessions/queries-desk"
import { formatDate } from "@/lib/time-zone"
import { listWaiting } from "@/lib/waitlist/queries"
import { listOffers } from "@/lib/waitlist/queries-desk"
import { deskHref, isOpen, openDeskSession } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { PlannedChange } from "../planned-change"
import { Calls } from "./calls"
import { FirstAccess } from "./first-access"
import { MeetingAccess } from "./meeting-access"
import { MergeStatus } from "./merge-status"
import { People } from "./people"
import { SessionActions } from "./session-actions"
import { Viability } from "./viability"
import { Waitlist } from "./waitlist"
import { settings } from "../../../../../../settings"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("sessions") }
}

export default async function DeskSessionPage({ params, searchParams }: Props) {
  const { session, viewer, locale } = await openDeskSession((await params).id)
  const [t, now] = [await getTranslations("desk.session"), presentTime()]
  const { id, startsAt, timeZone, status } = session
  const scope = sessionScope(viewer)
  const [people, waiting, offers, [asked], happenings, house, series, plans, [tasked]] = await Promise.all([
    listSessionPeople(id, sessionScope(viewer)),
    listWaiting(id, sessionScope(viewer)),
    listOffers(id, sessionScope(viewer)),
    listAskedSessions(locale, { ...scope, sessionId: id }, now),
    listHappenings({ sessionId: id }, 20),
    settings(),
    findSeries(session.seriesId, sessionScope(viewer)),
    listPlannedChanges({ sessionId: id }),
    listSessionTasks(locale, { ...scope, sessionId: id }, now),
  ])
  // Whom a seat is or was offered to, and no more, stands in the waiting list.
  const onlyOffered = new Set(offers.flatMap(({ state, seatId }) => (state === "accepted" ? [] : seatId)))
  const ofSession = people.filter(({ seatId }) => !onlyOffered.has(seatId))
  // Whoever waits twice is one person.
  const counts = {
    session,
    waitingHref: "#waitlist",
    stateSaid: true,
    waiting: new Set(waiting.map(({ participantId }) => participantId)).size,
  }
  return (
    <>
      <Breadcrumb
        label={t("breadcrumb")}
        steps={[{ href: deskHref("/organizer/sessions", locale), label: t("all") }]}
        here={formatDate(startsAt, timeZone, locale)}
      />
      <DoneNotice done={(await searchParams).done} />
      <header className="mt-4 grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-5 sm:gap-x-9">
        {status !== "cancelled" && <DeskRing session={session} centre className="size-20 sm:size-37" />}
        <div className="grid gap-2.5">
          <Badge tone={status === "cancelled" || status === "finished" ? "plain" : "accent"}>
            {t(`status.${status}`)}
          </Badge>
          <h1 className="text-[1.5rem] leading-[1.15] sm:text-3xl">
            <SessionDate session={session} />
          </h1>
          {status !== "cancelled" && <SeatCounts {...counts} className="text-[0.9375rem] max-sm:hidden" />}
        </div>
        {status !== "cancelled" && <SeatCounts {...counts} className="col-span-2 text-[0.9375rem] sm:hidden" />}
      </header>
      {status === "cancelled" && session.cancelMessage && (
        <p className="mt-6 max-w-[34em] border-l-2 border-line pl-5 whitespace-pre-line text-soft">
          {session.cancelMessage}
        </p>
      )}
      {plans.map((plan) => (
        <section key={plan.id} className="mt-8">
          <PlannedChange {...{ plan, now }} runs={runsSessions(viewer)} />
        </section>
      ))}
      {isOpen(session, now) && (
        <Viability
          {...{ session, tasked, scope, now, notComing: asked?.counts.not_coming ?? 0 }}
          runs={runsSessions(viewer)}
        />
      )}
      {isOpen(session, now) && <MergeStatus {...{ session, now }} runs={runsSessions(viewer)} />}
      {runsSessions(viewer) && !session.pausedUntil && <FirstAccess {...{ session, now }} />}
      {!session.pausedUntil && (
        <SessionActions {...{ session, viewer, locale, now }} atRisk={tasked?.tasks.some(isRisk) ?? false} />
      )}
      {asked && <Calls asked={asked} now={now} />}
      <div className="mt-10 grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_18rem]">
        <section aria-labelledby="people">
          <h2 id="people" className="mb-3.5">
            {t("people")}
          </h2>
          <People {...{ people: ofSession, session, asked, viewer, locale, now }} />
          <Waitlist {...{ session, people: waiting, offers, viewer, locale, now }} />
        </section>
        <aside aria-label={t("facts")} className="grid content-start gap-8">
          <Facts session={session} />
          {series && (
            <SeriesPlace
              series={series}
              sessionId={id}
              href={(other) => deskHref(`/organizer/sessions/${other}`, locale)}
            />
          )}
          <MeetingAccess {...{ session, now }} runs={runsSessions(viewer)} />
          <p className="grid">
            {status !== "draft" && (session.firstAccessUntil ?? now) <= now && (
              <a href={deskHref(`/sessions/${session.slug}`, locale)} className="py-2">
                {t("publicPage")}
              </a>
            )}
            <a href={deskHref(`/organizer/mails?session=${id}`, locale)} className="py-2">
              {t("mails")}
            </a>
            {status !== "draft" && status !== "cancelled" && <PaperLinks {...{ session, locale }} />}
          </p>
        </aside>
      </div>
      {happenings.length > 0 && (
        <section aria-labelledby="happenings" className="mt-10">
          <h2 id="happenings" className="mb-3.5">
            {t("happenings")}
          </h2>
          <Happenings {...{ happenings, now, zone: house.timeZone }} />
        </section>
      )}
    </>
  )
}

async function PaperLinks({ session, locale }: { session: DeskSession; locale: "de" | "en" }) {
  const t = await getTranslations("numbers")
  const link = (way: string, label: string) => (
    <a href={deskHref(`/organizer/sessions/${session.id}/${way}`, locale)} className="py-2">
      {label}
    </a>
  )
  return (
    <>
      {link("attendance", t("attendance.link"))}
      {link("print/list", t("print.list"))}
      {link("print/briefing", t("print.briefing"))}
      {session.format.place === "on_site" && link("print/cards", t("print.cards"))}
    </>
  )
}

async function Facts({ session }: { session: DeskSession }) {
  const t = await getTranslations("desk.session")
  const languages = await getTranslations("desk.languages")
  return (
    <KeyValue
      items={[
        { label: t("format"), value: session.format.name },
        { label: t("length"), value: <LengthText minutes={session.format.lengthMinutes} /> },
        { label: t("place"), value: <PlaceText session={session} /> },
        { label: t("language"), value: languages(session.language) },
        { label: t("price"), value: <PriceText price={session.price} /> },
        { label: t("size"), value: t("sizeText", { minimum: session.minimum, capacity: session.capacity }) },
        { label: t("admission"), value: t(`admissions.${session.format.admission}`) },
        { label: t("host"), value: session.hostName },
      ]}
    />
  )
}
