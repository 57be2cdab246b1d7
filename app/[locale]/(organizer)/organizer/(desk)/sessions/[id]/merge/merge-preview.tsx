import { getLocale, getTranslations } from "next-intl/server"
import { Line, Part, People } from "@/components/desk/change-impact"
import { LinkButton } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import type { MergeTarget } from "@/lib/bookings/queries-merge"
import { now } from "@/lib/clock"
import { previewMerge } from "@/lib/notifications/preview-merge"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateRange, formatWhen } from "@/lib/time-zone"
import { deskHref } from "../../../../desk-session"
import { Confirm } from "../../change-preview"
import { askMergeAction } from "../merge-actions"

/** What the question brings about, before it is asked: to whom, which mails, and that nobody is moved by it. */
export async function MergePreview({ session, target }: { session: DeskSession; target: MergeTarget }) {
  const [t, languages, locale] = [
    await getTranslations("merge"),
    await getTranslations("changes.languages"),
    await getLocale(),
  ]
  const { people, colliding, mails } = await previewMerge({ sessionId: session.id, targetId: target.id })
  const { startsAt, endsAt, timeZone, seatsFree, answerBy } = target
  const closed = session.format.round === "closed"
  const fields = {
    ...{ sessionId: session.id, targetId: target.id, revision: session.revision },
    ...{ conditions: target.conditions, answerBy: answerBy.toISOString() },
  }
  return (
    <div className="grid max-w-[46rem] gap-9">
      <KeyValue
        roomy
        items={[
          { label: t("preview.asked"), value: formatDateRange(startsAt, endsAt, timeZone, locale) },
          { label: t("preview.seats"), value: t("free", { count: seatsFree }) },
          { label: t("preview.by"), value: formatWhen(answerBy, session.timeZone, locale, now()) },
        ]}
      />
      <Part title={t("preview.people")}>
        {people.length > 0 ? (
          <People people={people} />
        ) : (
          <p className="text-soft">{t(closed ? "preview.nobodyClosed" : "preview.nobody")}</p>
        )}
        {colliding.length > 0 && (
          <p className="border-t border-line py-3">
            {t("preview.colliding", { names: colliding.map(({ name, company }) => `${name} (${company})`).join(", ") })}
          </p>
        )}
        {seatsFree < people.length && (
          <p className="border-t border-line py-3">
            {t(closed ? "preview.scarceClosed" : "preview.scarce", { free: seatsFree, people: people.length })}
          </p>
        )}
      </Part>
      <Part title={t("preview.sent")}>
        <ul>
          {mails.map(({ locale: language, count }) => (
            <Line key={language}>{t("preview.mail", { count, language: languages(language) })}</Line>
          ))}
          <Line>{t("preview.nothing")}</Line>
        </ul>
        <p className="max-w-[36em] border-t border-line pt-3 text-[0.9375rem] text-soft">
          {t(closed ? "preview.restClosed" : "preview.rest")}
        </p>
      </Part>
      {people.length > 0 && (
        <ActionForm id="ask" action={askMergeAction}>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <p className="max-w-[36em] text-[0.9375rem] text-soft">{t("preview.atOnce")}</p>
          <Confirm mark={false} label={t("preview.submit", { count: people.length })}>
            <LinkButton variant="outline" href={deskHref(`/organizer/sessions/${session.id}/merge`, locale)}>
              {t("preview.other")}
            </LinkButton>
          </Confirm>
        </ActionForm>
      )}
    </div>
  )
}
