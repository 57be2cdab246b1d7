import { useTranslations } from "next-intl"
import { fullName } from "@/lib/people/rules"
import { classNames } from "@/components/ui/class-names"
import { ActionForm } from "@/components/ui/form"
import type { SessionPerson } from "@/lib/bookings/queries"
import { attendances } from "@/lib/bookings/schema"
import { recordAttendanceAction } from "./actions"

/** One person: three large answers, the given one filled, and a way to take it back. */
export function AttendanceRow({ person, sessionId }: { person: SessionPerson; sessionId: string }) {
  const t = useTranslations("numbers.attendance")
  const { seatId, participant, attendance } = person
  return (
    <li className="border-t border-line py-4">
      <ActionForm id={`attendance-${seatId}`} action={recordAttendanceAction} className="grid gap-2.5">
        <input type="hidden" name="sessionId" value={sessionId} />
        <input type="hidden" name="seatIds" value={seatId} />
        <div className="flex min-h-11 items-start justify-between gap-4">
          <div>
            <h2 className="text-xl leading-[1.25] font-[500]">{fullName(participant)}</h2>
            <p className="text-[0.9375rem] text-soft">{participant.company}</p>
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
                attendance === choice ? pressed[choice] : "border-field hover:border-ink",
              )}
            >
              {t(`choices.${choice}`)}
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
