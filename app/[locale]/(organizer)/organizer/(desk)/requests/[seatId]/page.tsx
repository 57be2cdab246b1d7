import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { z } from "zod"
import { Contact } from "@/components/desk/contact"
import { isWaiting } from "@/lib/bookings/rules"
import { DeskRing } from "@/components/desk/desk-ring"
import { ActionForm } from "@/components/ui/form"
import { fullName } from "@/lib/people/rules"
import { SeatCounts } from "@/components/desk/seat-counts"
import { SessionDate } from "@/components/desk/session-date"
import { SeatStateBadge } from "@/components/desk/seat-state"
import { buttonClass } from "@/components/ui/button"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { Panel } from "@/components/ui/panel"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { findSessionPerson, type SessionPerson } from "@/lib/bookings/queries"
import { now as presentTime } from "@/lib/clock"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import { type DeskSession, findDeskSession } from "@/lib/sessions/queries"
import { formatDateTime } from "@/lib/time-zone"
import { deskHref, isOpen } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { releaseAction } from "../actions"
import { DecisionForm } from "../decision-form"
import { readRound } from "../read-round"
import { ForDeciding } from "../round-request"
import { SessionCrumb } from "../../sessions/session-crumb"

type Props = { params: Promise<{ seatId: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.request"))("title") }
}

/** Somebody's seat: what the link in the organizer's mail opens. Looking decides nothing; the buttons do. */
export default async function RequestPage({ params, searchParams }: Props) {
  const { seatId } = await params
  const path = `/organizer/requests/${seatId}`
  const viewer = await requireTeam({ path })
  const [t, assistant, composition, locale, scope, now] = [
    await getTranslations("desk"),
    await getTranslations("assistant.desk"),
    await getTranslations("composition"),
    await getLocale(),
    sessionScope(viewer),
    presentTime(),
  ]
  const person = (z.uuid().safeParse(seatId).success && (await findSessionPerson(seatId, scope))) || notFound()
  const session = (await findDeskSession(person.sessionId, locale, scope)) ?? notFound()
  const { timeZone } = session
  const sessionHref = deskHref(`/organizer/sessions/${session.id}`, locale)
  const open = isWaiting(person)
  const decides = runsSessions(viewer) && open
  const round = decides && session.format.round === "closed" ? await readRound(session, now) : null
  const claimId = person.state === "requested" ? person.seatId : person.substitution?.id
  const request = round?.requests.find(({ id }) => id === claimId)
  return (
    <>
      <SessionCrumb session={session} here={person.reference} />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-8">
        <PageHeader
          size="small"
          eyebrow={<SeatStateBadge person={person} zone={timeZone} now={now} />}
          title={fullName(person.participant)}
          lead={person.participant.company}
        />
      </div>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_24rem]">
        {/* On a phone the decision comes first: it is what the link in the mail is for. */}
        <Panel label={t("request.panel")} className="lg:col-start-2 lg:row-start-1">
          <div className="grid grid-cols-[auto_1fr] items-center gap-4">
            <DeskRing session={session} className="size-14" />
            <p className="font-serif text-lg">
              <a href={sessionHref} className="no-underline hover:underline">
                <SessionDate session={session} />
              </a>
            </p>
          </div>
          <SeatCounts session={session} className="text-sm" />
          {round && request && <ForDeciding request={request} name={round.name} />}
          {decides && (
            <DecisionForm
              request={{ ...person, session }}
              back={path}
              now={now}
              colliding={request && request.collisions.length > 0}
              dates={request?.kind === "requested" ? request.fitting : undefined}
            />
          )}
          {round && (
            <a href={deskHref(`/organizer/sessions/${session.id}/round`, locale)} className="py-2.5">
              {composition("link")}
            </a>
          )}
          {runsSessions(viewer) &&
            (person.state === "confirmed" || person.state === "held") &&
            isOpen(session, now) && (
              <details>
                <summary className={buttonClass({ variant: "quiet", size: "small" })}>{t("request.release")}</summary>
                <ActionForm id="release" action={releaseAction} className="mt-3 grid gap-4">
                  <input type="hidden" name="seatId" value={seatId} />
                  <input type="hidden" name="back" value={`/organizer/sessions/${session.id}`} />
                  <p className="text-sm text-soft">
                    {t(person.state === "held" ? "request.releaseHeld" : "request.releaseText")}
                  </p>
                  <SubmitButton variant="mark" size="small" pendingLabel={t("pending")}>
                    {t("request.releaseNow")}
                  </SubmitButton>
                </ActionForm>
              </details>
            )}
        </Panel>
        <div className="grid content-start gap-8 lg:col-start-1 lg:row-start-1">
          <div className="grid gap-3">
            <PersonFacts person={person} session={session} />
            <p className="flex flex-wrap gap-x-6">
              {person.personId && (
                <a href={deskHref(`/organizer/people/${person.personId}`, locale)} className="inline-block py-2.5">
                  {t("request.person")}
                </a>
              )}
              {runsSessions(viewer) && mayChangeBooker(person, session, now) && (
                <a href={deskHref(`${path}/assistant`, locale)} className="inline-block py-2.5">
                  {assistant("link", { hasBooker: String(person.booker !== null) })}
                </a>
              )}
            </p>
          </div>
          {person.state === "confirmed" && person.substitution && (
            <section aria-labelledby="substitute">
              <h2 id="substitute" className="mb-3 text-xl">
                {t("request.substitute")}
              </h2>
              <PersonFacts person={{ ...person, ...person.substitution, booker: null, comesFrom: null }} />
            </section>
          )}
        </div>
      </div>
    </>
  )
}

/** As the verb: there is a seat, and its session has not begun. */
const mayChangeBooker = ({ state }: SessionPerson, session: DeskSession, now: Date) =>
  (state === "confirmed" || state === "requested") && isOpen(session, now)

async function PersonFacts({ person, session }: { person: SessionPerson; session?: DeskSession }) {
  const [t, roles, locale] = [
    await getTranslations("desk.request"),
    await getTranslations("booking.roles"),
    await getLocale(),
  ]
  const { participant, booker, comesFrom, requestedAt } = person
  return (
    <KeyValue
      items={[
        { label: t("name"), value: !session && fullName(participant) },
        { label: t("company"), value: participant.company },
        { label: t("role"), value: roles(participant.role) },
        { label: t("contact"), value: <Contact email={participant.email} phone={participant.phone} /> },
        {
          label: t("booker"),
          value: booker && (
            <>
              {booker.name}, <Contact email={booker.email} />
            </>
          ),
        },
        {
          label: t("comesFrom"),
          value: comesFrom && session && formatDateTime(comesFrom.startsAt, session.timeZone, locale),
        },
        { label: t("asked"), value: requestedAt && session && formatDateTime(requestedAt, session.timeZone, locale) },
        { label: t("reference"), value: session && person.reference },
      ]}
    />
  )
}
