import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { followingParts } from "@/lib/bookings/rules-changes"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { deskHref, isOpen, openDeskSession } from "../../../../desk-session"
import { Blocked } from "../../blocked"
import { SessionFormPage } from "../../form-page"
import { editFollowingAction } from "../../series-actions"
import { showRevisions } from "../../series-form"
import { DetailFields } from "../../session-fields"
import { readFollowing } from "./following-query"
import { FollowingPreview } from "./preview"
import { canFollow, listFollowing } from "./saved"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("series.following"))("title") }
}

/** One edit for a session of a series and those after it: what it says, then what follows from it. */
export default async function FollowingPage({ params, searchParams }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/following" })
  const [t, desk, now] = [await getTranslations("series.following"), await getTranslations("desk"), presentTime()]
  if (session.pausedUntil) return <Blocked session={session} title={t("title")} />
  const [series, team] = await Promise.all([listFollowing(session, now), listTeam()])
  const sessions = (series?.sessions ?? []).filter((each) => canFollow(each, now))
  const first = sessions.find(({ id }) => id === session.id)
  if (!series || !first) notFound()

  const edit = readFollowing(await searchParams)
  const takenIn = ({ capacity, seats }: DeskSession) => capacity - seats.free
  const parts = edit && followingParts(series.sessions, first, edit, { rule: series.rule, takenIn, now })
  if (edit && parts?.some(({ session, change, obstacle }) => session === first && change && !obstacle))
    return (
      <SessionFormPage session={session} title={t("previewTitle")}>
        <FollowingPreview {...{ first, parts, edit, team, now }} />
      </SessionFormPage>
    )

  const count = sessions.length
  const published = sessions.filter((each) => isOpen(each, now))
  const cancelled = new URLSearchParams(published.map(({ id }) => ["id", id])).toString()
  const date = formatDate(session.startsAt, session.timeZone, locale)
  return (
    <SessionFormPage session={session} title={t("title")} lead={t("lead", { count, date })}>
      <ActionForm id="following" action={editFollowingAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={showRevisions(sessions)} />
        <Dates sessions={sessions} locale={locale} />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            name="localStart"
            type="datetime-local"
            step={300}
            label={desk("fields.localStart")}
            hint={t("startHint")}
            required
            defaultValue={session.localStart}
          />
          <TextField
            name="capacity"
            label={desk("fields.capacity")}
            {...{ type: "number", inputMode: "numeric", min: 1, max: 500 }}
            required
            defaultValue={session.capacity}
          />
        </div>
        <DetailFields session={session} team={team} onSite={session.format.place === "on_site"} />
        <p className="text-soft">{t("seenFirst")}</p>
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
