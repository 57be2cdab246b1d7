import { isWaiting } from "@/lib/bookings/rules"
import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { fullName } from "@/lib/people/rules"
import { TaskSentence } from "@/components/desk/session-tasks"
import { listSessionPeople, type SessionPerson } from "@/lib/bookings/queries"
import { listSessionTasks } from "@/lib/bookings/queries-today"
import { countEarlierVisits } from "@/lib/numbers/queries"
import { sessionScope } from "@/lib/people/policy"
import { openDeskSession } from "../../../../../desk-session"
import { Sheet, sheetTitle } from "../sheet"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { session, locale } = await openDeskSession((await params).id, { path: "/print/briefing" })
  return sheetTitle(session, locale)
}

/** The session on one page: who comes, how it stands, what is open, and room to write. */
export default async function BriefingPage({ params }: Props) {
  const { session, viewer, locale } = await openDeskSession((await params).id, { path: "/print/briefing" })
  const [t, scope] = [await getTranslations("numbers.print"), sessionScope(viewer)]
  const [people, visits, [tasked]] = await Promise.all([
    listSessionPeople(session.id, scope),
    countEarlierVisits(session.id, scope),
    listSessionTasks(locale, { ...scope, sessionId: session.id }),
  ])
  const waiting = people.filter(isWaiting)
  const confirmed = people.filter(({ state }) => state === "confirmed")
  const { seats, capacity, minimum, status } = session
  return (
    <Sheet session={session} title={t("briefingTitle")}>
      <p className="border-t border-ink pt-3">
        {t("counts", { ...seats, capacity })}
        {status === "published" && `, ${t("minimum", { minimum })}`}
      </p>
      <section className="mt-6">
        <h2 className="mb-2 text-xl">{t("people")}</h2>
        {confirmed.length > 0 ? (
          <ul>
            {confirmed.map((person) => (
              <Guest key={person.seatId} person={person} visits={visits.get(person.seatId) ?? 0} />
            ))}
          </ul>
        ) : (
          <p className="border-t border-line py-2 text-soft">{t("nobody")}</p>
        )}
      </section>
      <section className="keep-together mt-6">
        <h2 className="mb-2 text-xl">{t("openPoints")}</h2>
        <ul>
          {waiting.length > 0 && (
            <li className="border-t border-line py-2">{t("openRequests", { count: waiting.length })}</li>
          )}
          {tasked?.tasks.map((task) => (
            <li key={task.kind} className="border-t border-line py-2">
              <TaskSentence session={tasked} task={task} />
            </li>
          ))}
        </ul>
        {waiting.length === 0 && !tasked && <p className="border-t border-line py-2 text-soft">{t("noOpenPoints")}</p>}
      </section>
      <section className="keep-together mt-6 hidden print:block">
        <h2 className="mb-8 text-xl">{t("notes")}</h2>
        {[1, 2, 3, 4].map((line) => (
          <div key={line} className="h-9 border-t border-line" />
        ))}
      </section>
    </Sheet>
  )
}

async function Guest({ person, visits }: { person: SessionPerson; visits: number }) {
  const [t, roles] = [await getTranslations("numbers.print"), await getTranslations("booking.roles")]
  const { participant, booker, substitution } = person
  return (
    <li className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[1fr_auto]">
      <p>
        <b>{fullName(participant)}</b>, {roles(participant.role)}, {participant.company}
        {substitution && (
          <span className="block text-soft">{t("substitute", { person: fullName(substitution.participant) })}</span>
        )}
      </p>
      <p className="text-[0.9375rem] text-soft">
        {[t("visits", { visits }), booker && t("bookedBy", { name: booker.name })].filter(Boolean).join(" · ")}
      </p>
    </li>
  )
}
