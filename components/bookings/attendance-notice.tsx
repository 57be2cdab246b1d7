import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Notice } from "@/components/ui/notice"
import type { HolderBooking } from "@/lib/bookings/queries"
import type { SeatAnswer } from "@/lib/bookings/queries-attendance"
import { fullName } from "@/lib/people/rules"
import { formatWhen } from "@/lib/time-zone"

type Props = { booking: HolderBooking; answer: SeatAnswer | null; now: Date }

/** Whether the person comes, as it was said last; as long as nobody has said yes, with the ways on (`children`). */
export function AttendanceNotice({ booking, answer, now, children }: Props & { children: ReactNode }) {
  const t = useTranslations("reminders.question")
  const open = answer?.answer !== "coming"
  const text = answer?.answer === "not_coming" ? "notGivenBack" : "unchanged"
  return (
    <Notice title={answer ? <AnswerText {...{ booking, answer, now }} /> : <QuestionText booking={booking} />}>
      {open && <p className="text-[0.9375rem] text-soft">{t(text)}</p>}
      {open && <p className="pt-2">{children}</p>}
    </Notice>
  )
}

/** "Sind Sie dabei?", of whoever booked for somebody else with the name. */
export function QuestionText({ booking }: Pick<Props, "booking">) {
  const t = useTranslations("reminders.question")
  return booking.role === "booker" ? t("titleBooker", { name: fullName(booking.participant) }) : t("title")
}

/** "Sie haben zugesagt, heute, 10:05 Uhr." */
export function AnswerText({ booking, answer, now }: Props & { answer: SeatAnswer }) {
  const t = useTranslations("reminders.answered")
  const locale = useLocale()
  const { role, participant, booker, session } = booking
  const name = fullName(participant)
  const when = formatWhen(answer.at, session.timeZone, locale, now)
  if (answer.answer === "reached") return t(role === "booker" ? "reachedBooker" : "reached", { name, when })
  const mine = String(answer.by === role)
  return t(answer.answer, { by: answer.by, mine, name, booker: booker?.name ?? "", when })
}
