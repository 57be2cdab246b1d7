import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { deskHref, openDeskSession } from "../../../../desk-session"
import { Blocked } from "../../blocked"
import { moveSessionAction } from "../../change-actions"
import { ChangePreview } from "../../change-preview"
import { readPreview } from "../../change-query"
import { SessionFormPage } from "../../form-page"
import { TimeFields } from "../../session-fields"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.move"))("title") }
}

export default async function MoveSessionPage({ params, searchParams }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/move" })
  const [t, changes] = [await getTranslations("desk"), await getTranslations("changes.preview")]
  const change = readPreview(await searchParams, "move")
  if (session.pausedUntil) return <Blocked session={session} title={t("move.title")} />
  if (change)
    return (
      <SessionFormPage session={session} title={changes("title.move")}>
        <ChangePreview
          {...{ session, change, action: moveSessionAction }}
          back={deskHref(`/organizer/sessions/${session.id}/move`, locale)}
        />
      </SessionFormPage>
    )
  return (
    <SessionFormPage session={session} title={t("move.title")}>
      <ActionForm id="move" action={moveSessionAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={session.revision} />
        <TimeFields localStart={session.localStart} timeZone={session.timeZone} now={presentTime()} />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{changes("next")}</SubmitButton>
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}
