import { useTranslations } from "next-intl"
import { AnswerCounts } from "@/components/desk/answer-counts"
import { CallList } from "@/components/desk/call-list"
import type { AskedSession } from "@/lib/bookings/queries-attendance"
import { TickOff } from "./tick-off"

/** Who has answered, and whom to call. */
export function Calls({ asked, now }: { asked: AskedSession; now: Date }) {
  const t = useTranslations("reminders")
  const { sessionId, calls } = asked
  return (
    <section aria-labelledby="calls" className="mt-10 grid gap-2">
      <h2 id="calls" tabIndex={-1}>
        {t(calls.length > 0 ? "calls.title" : "counts.title")}
      </h2>
      <AnswerCounts counts={asked.counts} />
      <CallList session={asked} now={now} tick={({ seatId, name }) => <TickOff seat={{ sessionId, seatId, name }} />} />
    </section>
  )
}
