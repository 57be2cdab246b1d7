import { useLocale, useTranslations } from "next-intl"
import { Button } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import type { SeatAnswer } from "@/lib/bookings/queries-attendance"
import { seatAnswers } from "@/lib/bookings/schema"
import { formatDateShort } from "@/lib/time-zone"
import { noteAnswerAction } from "./call-actions"

type Seat = { sessionId: string; seatId: string; name: string }

/** What was said on the phone: one tap a person. */
export function TickOff({ seat }: { seat: Seat }) {
  const t = useTranslations("reminders.calls")
  return (
    <AnswerForm seat={seat}>
      <div role="group" aria-label={t("group", { person: seat.name })} className="flex flex-wrap gap-2">
        {seatAnswers.map((answer) => (
          <Button key={answer} type="submit" name="answer" value={answer} variant="outline" size="small">
            {t(`choices.${answer}`)}
          </Button>
        ))}
      </div>
    </AnswerForm>
  )
}

/** What is known of a seat, who said it and when; what was noted here can be taken back. */
export function Said({ seat, answer, zone }: { seat: Seat; answer: SeatAnswer; zone: string }) {
  const t = useTranslations("reminders.said")
  const locale = useLocale()
  return (
    <div className="text-[0.9375rem]">
      <p>
        <b className="font-[560]">{t(answer.answer)}</b>
        {" · "}
        <span className="text-soft">{t("by", { by: answer.by, when: formatDateShort(answer.at, zone, locale) })}</span>
      </p>
      {answer.by === "organizer" && (
        <AnswerForm seat={seat}>
          <Button type="submit" name="answer" value="none" variant="quiet" size="small" className="justify-self-start">
            {t("undo")}
            <span className="sr-only">: {seat.name}</span>
          </Button>
        </AnswerForm>
      )}
    </div>
  )
}

function AnswerForm({ seat: { sessionId, seatId }, children }: { seat: Seat; children: React.ReactNode }) {
  return (
    <ActionForm id={`answer-${seatId}`} action={noteAnswerAction} className="grid gap-2.5">
      <input type="hidden" name="sessionId" value={sessionId} />
      <input type="hidden" name="seatId" value={seatId} />
      {children}
    </ActionForm>
  )
}
