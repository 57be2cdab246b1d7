import { useTranslations } from "next-intl"
import { fullName } from "@/lib/people/rules"
import { classNames } from "@/components/ui/class-names"
import { ActionForm } from "@/components/ui/form"
import type { SessionPerson } from "@/lib/bookings/queries"
import { attendances } from "@/lib/bookings/schema"
import { recordAttendanceAction } from "./actions"

/**
 * One person: three large answers, the given one filled, and a way to take it back. Who came through the door of the room
 * was there as far as we know: that answer is marked, and counts once somebody gives it.
 */
export function AttendanceRow({
  person,
  sessionId,
  entered,
}: {
  person: SessionPerson
  sessionId: string
  /** At what time they entered the room, if they did. */
  entered?: string
}) {
  const t = useTranslations("numbers.attendance")
  const door = useTranslations("door.attendance")
  const { seatId, participant, attendance } = person
  const proposed = entered && attendance === null ? "attended" : null
  return (
    <li className="border-t border-line py-4">
      <ActionForm id={`attendance-${seatId}`} action={recordAttendanceAction} className="grid gap-2.5">
        <input type="hidden" name="sessionId" value={sessionId} />
        <input type="hidden" name="seatIds" value={seatId} />
        <div className="flex min-h-11 items-start justify-between gap-4">
          <div>
            <h2 className="text-xl leading-[1.25] font-[500]">{fullName(participant)}</h2>
            <p className="text-[0.9375rem] text-soft">
              {participant.company}
              {entered && <span className="text-ink"> · {door("entered", { time: entered })}</span>}
            </p>
          </div>
          {attendance && (
            <button
              name="attendance"
              value="none"
              className="min-h-11 shrink-0 cursor-pointer text-sm text-soft underline decoration-rule underline-offset-[0.22em] hover:decoration-current"
            >
              {t("undo")}
              <span className="sr-only">: {fullName(participant)}</span>
            </button>
          )}
        </div>
        <div
          role="group"
          aria-label={t("person", { person: fullName(participant) })}
          className="grid grid-cols-[1fr_1.35fr_1fr] gap-2"
        >
          {attendances.map((choice) => (
            <button
              key={choice}
              name="attendance"
              value={choice}
              aria-pressed={attendance === choice}
              className={classNames(
                "min-h-14 cursor-pointer rounded border px-1.5 text-[0.9375rem] font-[560] transition-colors duration-150",
                attendance === choice
                  ? pressed[choice]
                  : proposed === choice
                    ? "border-accent text-accent hover:border-ink"
                    : "border-field hover:border-ink",
              )}
            >
              {t(`choices.${choice}`)}
              {proposed === choice && <span className="block text-xs font-medium">{door("proposed")}</span>}
            </button>
          ))}
        </div>
      </ActionForm>
    </li>
  )
}

const pressed = {
  attended: "border-accent bg-accent text-on-accent",
  excused: "border-ink bg-ink text-paper",
  absent: "border-mark bg-mark-wash text-mark",
}
