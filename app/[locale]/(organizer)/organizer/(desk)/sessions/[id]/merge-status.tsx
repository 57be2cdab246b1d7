import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { findMergeQuestion } from "@/lib/bookings/queries-merge"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatWhen } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { withdrawMergeAction } from "./merge-actions"

/** The question whether another date suits: who has answered what, and while it stands the way to take it back. */
export async function MergeStatus({ session, runs, now }: { session: DeskSession; runs: boolean; now: Date }) {
  const [t, locale] = [await getTranslations("merge.status"), await getLocale()]
  const question = await findMergeQuestion(session.id, now)
  if (!question) return null
  const { id, target, state, answerBy, people } = question
  const date = formatDate(target.startsAt, target.timeZone, locale)
  const when = formatWhen(answerBy, session.timeZone, locale, now)
  const count = (said: "move" | "keep" | null) =>
    people.filter(({ gone, asks, answer }) => !gone && !asks && answer === said).length
  return (
    <section aria-labelledby="merge" className="mt-8 grid max-w-[46em] gap-2 border-t border-line pt-5">
      <h2 id="merge" className="text-xl">
        {t("title")}
      </h2>
      <p>
        {t(state, { date, when })} <a href={deskHref(`/organizer/sessions/${target.id}`, locale)}>{t("target")}</a>
      </p>
      <p className="text-[0.9375rem] text-soft">
        {t("counts", { moved: count("move"), kept: count("keep"), silent: count(null) })}
      </p>
      <ul>
        {people.map(({ seatId, name, company, answer, answeredAt, gone, asks }) => (
          <li
            key={seatId}
            className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto] sm:items-baseline"
          >
            <p>
              {name}, {company}
            </p>
            <p className="text-[0.9375rem] text-soft">
              {t(`answer.${gone ? "gone" : asks ? "asks" : (answer ?? "silent")}`)}
              {!gone && answeredAt && `, ${formatWhen(answeredAt, session.timeZone, locale, now)}`}
            </p>
          </li>
        ))}
      </ul>
      {runs && state === "open" && (
        <ActionForm id="withdraw-merge" action={withdrawMergeAction} className="mt-2 grid gap-3">
          <input type="hidden" name="sessionId" value={session.id} />
          <input type="hidden" name="questionId" value={id} />
          <div>
            <SubmitButton size="small" variant="outline" pendingLabel={t("pending")}>
              {t("withdraw")}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </section>
  )
}
