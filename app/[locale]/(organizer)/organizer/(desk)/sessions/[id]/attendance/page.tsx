import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { AttendanceCount } from "@/components/desk/attendance-count"
import { Button } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { ActionForm } from "@/components/ui/form"
import { now as presentTime } from "@/lib/clock"
import { listEntries } from "@/lib/round/queries-door"
import { attendanceOpen } from "@/lib/sessions/rules"
import { formatClock, formatDate } from "@/lib/time-zone"
import { openDeskSession } from "../../../../desk-session"
import { SessionFormPage } from "../../form-page"
import { recordAttendanceAction } from "./actions"
import { AttendanceRow } from "./attendance-row"
import { listConfirmed } from "../list-confirmed"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("numbers.attendance"))("title") }
}

/** Who is there: made for a phone in one hand, one tap a person. Hosts do it for their own sessions. */
export default async function AttendancePage({ params }: Props) {
  const { session, viewer, locale } = await openDeskSession((await params).id, { path: "/attendance" })
  const [t, now] = [await getTranslations("numbers.attendance"), presentTime()]
  const people = await listConfirmed(session.id, viewer, locale)
  const entries = await listEntries(session.id)
  const door = await getTranslations("door.attendance")
  const open = people.filter(({ attendance }) => attendance === null)
  const entered = open.filter(({ seatId }) => entries[seatId])
  const timeOf = (at: Date | undefined) => at && formatClock(at, session.timeZone, locale)
  const empty = emptyReason()
  return (
    <SessionFormPage session={session} title={t("title")}>
      {empty ? (
        <EmptyState>{empty}</EmptyState>
      ) : (
        <>
          <AttendanceCount people={people} />
          <ul className="max-w-[44em]">
            {people.map((person) => (
              <AttendanceRow
                key={person.seatId}
                person={person}
                sessionId={session.id}
                entered={timeOf(entries[person.seatId])}
              />
            ))}
          </ul>
          {entered.length > 0 && (
            <ActionForm id="entered" action={recordAttendanceAction} className="max-w-[44em] border-t border-line py-5">
              <input type="hidden" name="sessionId" value={session.id} />
              <input type="hidden" name="seatIds" value={entered.map(({ seatId }) => seatId).join(",")} />
              <Button type="submit" name="attendance" value="attended" className="max-sm:w-full">
                {door("confirm", { count: entered.length })}
              </Button>
            </ActionForm>
          )}
          {open.length > 1 && (
            <ActionForm id="rest" action={recordAttendanceAction} className="max-w-[44em] border-t border-line pt-5">
              <input type="hidden" name="sessionId" value={session.id} />
              <input type="hidden" name="seatIds" value={open.map(({ seatId }) => seatId).join(",")} />
              <Button type="submit" name="attendance" value="attended" variant="outline" className="max-sm:w-full">
                {t("rest", { count: open.length })}
              </Button>
            </ActionForm>
          )}
        </>
      )}
    </SessionFormPage>
  )

  function emptyReason(): string | null {
    if (session.status === "draft" || session.status === "cancelled") return t("off")
    if (!attendanceOpen(session, now))
      return t("tooEarly", { date: formatDate(session.startsAt, session.timeZone, locale) })
    return people.length === 0 ? t("nobody") : null
  }
}
