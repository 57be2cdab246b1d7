import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ChangeImpactView, toldBy } from "@/components/desk/change-impact"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { ActionForm } from "@/components/ui/form"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { isUuid } from "@/lib/input"
import { type ChangeImpact, previewChanges } from "@/lib/notifications/preview-change"
import { runsSessions } from "@/lib/people/policy"
import { type DeskSession, listSessions } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"
import { deskHref, isOpen } from "../../../desk-session"
import { cancelSessionsAction } from "../change-actions"
import { Confirm, MessageField } from "../change-preview"
import { SessionFormPage } from "../form-page"
import { showRevisions } from "../series-form"

/** As many as one looks through before confirming. */
const most = 50
type Props = { searchParams: Promise<{ id?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("changes.bulk"))("heading") }
}

/** Calls several sessions off (`?id=…&id=…`) with one preview, one sentence and one confirmation. */
export default async function CancelSessionsPage({ searchParams }: Props) {
  const asked = [(await searchParams).id ?? []].flat().filter(isUuid)
  await requireTeam({ may: runsSessions, path: "/organizer/sessions" })
  const ids = [...new Set(asked)].slice(0, most)
  const [t, locale, now] = [await getTranslations("changes"), await getLocale(), presentTime()]
  const known = await listSessions(locale, { ids }, now)
  const sessions = known.filter((session) => isOpen(session, now) && !session.pausedUntil)
  const list = deskHref("/organizer/sessions", locale)
  if (sessions.length === 0)
    return (
      <SessionFormPage title={t("bulk.heading")}>
        <EmptyState action={<LinkButton href={list}>{t("bulk.toSessions")}</LinkButton>}>{t("bulk.none")}</EmptyState>
      </SessionFormPage>
    )
  const impact = await previewChanges(
    sessions.map(({ id: sessionId }) => ({ sessionId, change: { kind: "cancel" } })),
    now,
  )
  return (
    <SessionFormPage title={t("bulk.title", { count: sessions.length })} lead={t("bulk.lead")}>
      <div className="grid max-w-[46rem] gap-9">
        <section aria-labelledby="chosen">
          <h2 id="chosen" className="mb-2.5 text-xl">
            {t("bulk.sessions")}
          </h2>
          <Chosen sessions={sessions} impact={impact} />
          {sessions.length < ids.length && (
            <p className="border-t border-line pt-3 text-[0.9375rem] text-soft">{t("bulk.left")}</p>
          )}
        </section>
        <ChangeImpactView impact={impact} kind="cancel" />
        <ActionForm id="change" action={cancelSessionsAction}>
          <input type="hidden" name="sessions" value={showRevisions(sessions)} />
          {impact.people.length > 0 && <MessageField required />}
          {impact.people.length > 0 && <p className="text-[0.9375rem] text-soft">{t("preview.delayTogether")}</p>}
          <Confirm mark label={t("preview.submit.cancel", { count: toldBy(impact) })}>
            <LinkButton variant="outline" href={list}>
              {t("back.sessions")}
            </LinkButton>
          </Confirm>
        </ActionForm>
      </div>
    </SessionFormPage>
  )
}

async function Chosen({ sessions, impact }: { sessions: DeskSession[]; impact: ChangeImpact }) {
  const [t, locale] = [await getTranslations("changes.bulk"), await getLocale()]
  return (
    <ul>
      {sessions.map(({ id, startsAt, endsAt, timeZone, format }) => (
        <li key={id} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto] sm:items-baseline">
          <p>
            {formatDateRange(startsAt, endsAt, timeZone, locale)}{" "}
            <span className="text-[0.9375rem] text-soft">· {format.name}</span>
          </p>
          <p className="text-[0.9375rem] text-soft">
            {t("people", { count: impact.people.filter(({ sessionId }) => sessionId === id).length })}
          </p>
        </li>
      ))}
    </ul>
  )
}
