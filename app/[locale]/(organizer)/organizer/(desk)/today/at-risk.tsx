import { useLocale } from "next-intl"
import { ChanceText, isRisk, RiskSentence } from "@/components/desk/viability"
import type { TaskedSession } from "@/lib/bookings/queries-today"
import { isThin } from "@/lib/bookings/rules-merge"
import { chanceOf, type Shown } from "@/lib/numbers/rules-viability"
import { deskHref } from "../../desk-session"
import { DecideButtons } from "../sessions/decide-buttons"

/** Sessions that may not take place, each with how probable it is that enough come and the two ways to decide. */
export function AtRiskItems({
  sessions,
  shown,
  notComing,
}: {
  sessions: TaskedSession[]
  shown: (formatId: string) => Shown
  /** How many of those confirmed for a session have said that they do not come. */
  notComing: (sessionId: string) => number
}) {
  const locale = useLocale()
  const bookedIn = ({ id, confirmed }: TaskedSession) => confirmed - notComing(id)
  return sessions.flatMap((session) =>
    session.tasks.filter(isRisk).map((task) => (
      <li
        key={session.id}
        className="grid gap-x-8 gap-y-3 border-t border-line py-3.5 lg:grid-cols-[1fr_auto] lg:items-center"
      >
        <div className="grid gap-1">
          <p>
            <RiskSentence {...{ session, task }} />{" "}
            <a href={deskHref(`/organizer/sessions/${session.id}`, locale)} className="text-[0.9375rem]">
              {session.formatName}
            </a>
          </p>
          <p className="text-[0.9375rem] text-soft">
            <ChanceText chance={chanceOf({ ...session, booked: bookedIn(session) }, shown(session.formatId))} />
          </p>
        </div>
        <DecideButtons session={session} thin={isThin(session)} />
      </li>
    )),
  )
}
