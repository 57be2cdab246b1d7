import { useTranslations } from "next-intl"
import { isWaiting } from "@/lib/bookings/rules"
import { PersonRow } from "@/components/desk/person-row"
import type { SessionPerson } from "@/lib/bookings/queries"
import type { AskedSession } from "@/lib/bookings/queries-attendance"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import { fullName } from "@/lib/people/rules"
import type { DeskSession } from "@/lib/sessions/queries"
import { deskHref } from "../../../desk-session"
import { DecisionForm } from "../../requests/decision-form"
import { Said } from "./tick-off"

type Props = {
  people: SessionPerson[]
  session: DeskSession
  /** Once its people have been asked whether they come. */
  asked?: AskedSession
  viewer: Viewer
  locale: "de" | "en"
  now: Date
}

/** The people of a session by what is to be done: requests to answer, then who has a seat, then who had one. */
export function People({ people, ...rest }: Props) {
  const t = useTranslations("desk.people")
  const waiting = people.filter(isWaiting)
  const inIt = people.filter((person) => person.state !== "released" && !waiting.includes(person))
  const gone = people.filter((person) => person.state === "released")
  return (
    <>
      {waiting.length > 0 && <Group title={t("waiting")} people={waiting} decide {...rest} />}
      {inIt.length > 0 && <Group title={t("inIt")} people={inIt} {...rest} />}
      {waiting.length + inIt.length === 0 && <p className="border-t border-line py-4 text-soft">{t("nobody")}</p>}
      {gone.length > 0 && (
        <details className="mt-4 border-t border-line">
          <summary className="flex min-h-12 cursor-pointer items-center text-soft underline decoration-rule underline-offset-[0.22em]">
            {t("gone", { count: gone.length })}
          </summary>
          <Rows people={gone} {...rest} />
        </details>
      )}
    </>
  )
}

function Group({ title, ...rest }: Props & { title: string; decide?: boolean }) {
  return (
    <section className="mb-6">
      <h3 className="py-2 text-xl">{title}</h3>
      <Rows {...rest} />
    </section>
  )
}

function Rows({ people, session, asked, viewer, locale, now, decide }: Props & { decide?: boolean }) {
  return (
    <ul>
      {people.map((person) => (
        <PersonRow
          key={person.seatId}
          {...{ person, now, zone: session.timeZone }}
          href={deskHref(`/organizer/requests/${person.seatId}`, locale)}
          said={<SaidOf {...{ person, session, asked }} />}
          personHref={person.personId ? deskHref(`/organizer/people/${person.personId}`, locale) : undefined}
        >
          {decide && runsSessions(viewer) && (
            <DecisionForm request={{ ...person, session }} now={now} back={`/organizer/sessions/${session.id}`} />
          )}
        </PersonRow>
      ))}
    </ul>
  )
}

function SaidOf({ person, session, asked }: Pick<Props, "session" | "asked"> & { person: SessionPerson }) {
  const answer = asked?.answers[person.seatId]
  if (!answer) return null
  const seat = { sessionId: session.id, seatId: person.seatId, name: fullName(person.participant) }
  return <Said {...{ seat, answer, zone: session.timeZone }} />
}
