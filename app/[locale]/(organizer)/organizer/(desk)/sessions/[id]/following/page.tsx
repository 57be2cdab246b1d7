import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { runsSessions } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { deskHref, openDeskSession } from "../../../../desk-session"
import { SessionFormPage } from "../../form-page"
import { editFollowingAction } from "../../series-actions"
import { showRevisions } from "../../series-form"
import { DetailFields } from "../../session-fields"
import { listFollowing } from "./saved"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("series.following"))("title") }
}

/** One edit for a session of a series and those after it. */
export default async function FollowingPage({ params }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/following" })
  const [t, desk] = [await getTranslations("series.following"), await getTranslations("desk")]
  const [sessions, team] = await Promise.all([listFollowing(session), listTeam()])
  if (!session.seriesId || !sessions.some(({ id }) => id === session.id)) notFound()
  const count = sessions.length
  const published = sessions.filter(({ status }) => status !== "draft")
  const cancelled = new URLSearchParams(published.map(({ id }) => ["id", id])).toString()
  const date = formatDate(session.startsAt, session.timeZone, locale)
  return (
    <SessionFormPage session={session} title={t("title")} lead={t("lead", { count, date })}>
      <ActionForm id="following" action={editFollowingAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={showRevisions(sessions)} />
        <Dates sessions={sessions} locale={locale} />
        <DetailFields session={session} team={team} onSite={session.format.place === "on_site"} />
        {session.status === "draft" && (
          <fieldset className="grid gap-5">
            <legend className="mb-1.5 font-serif text-xl">{t("drafts")}</legend>
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField
                name="localTime"
                type="time"
                step={300}
                label={t("localTime")}
                defaultValue={session.localStart.slice(11)}
              />
              <TextField
                name="capacity"
                label={desk("fields.capacity")}
                {...{ type: "number", inputMode: "numeric", min: 1, max: 500 }}
                defaultValue={session.capacity}
              />
            </div>
          </fieldset>
        )}
        {published.length > 0 && <p className="text-soft">{t("draftsLead")}</p>}
        <div className="flex flex-wrap gap-4">
          <SubmitButton pendingLabel={desk("pending")}>{t("submit", { count })}</SubmitButton>
          {published.length > 0 && (
            <LinkButton variant="outline" href={`${deskHref("/organizer/sessions/cancel", locale)}?${cancelled}`}>
              {t("cancel", { count: published.length })}
            </LinkButton>
          )}
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}

/** Which dates it is about, in as much room as the reader wants to give them. */
async function Dates({ sessions, locale }: { sessions: DeskSession[]; locale: "de" | "en" }) {
  const [t, state] = [await getTranslations("series.following"), await getTranslations("desk.session.status")]
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center text-accent underline decoration-rule underline-offset-[0.22em]">
        {t("dates", { count: sessions.length })}
      </summary>
      <ul className="border-b border-line">
        {sessions.map(({ id, startsAt, endsAt, timeZone, status }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-2 text-[0.9375rem]">
            {formatDate(startsAt, timeZone, locale)}, {formatTimeRange(startsAt, endsAt, timeZone, locale)}
            <Badge tone={status === "draft" ? "accent" : "plain"}>{state(status)}</Badge>
          </li>
        ))}
      </ul>
    </details>
  )
}
