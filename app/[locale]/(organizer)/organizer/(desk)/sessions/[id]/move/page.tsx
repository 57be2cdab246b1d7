import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { listSessionPeople } from "@/lib/bookings/queries"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { openDeskSession } from "../../../../desk-session"
import { moveSessionAction } from "../../actions"
import { SessionFormPage } from "../../form-page"
import { TimeFields } from "../../session-fields"
import { reachOf } from "../reach"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.move"))("title") }
}

export default async function MoveSessionPage({ params }: Props) {
  const { session } = await openDeskSession((await params).id, { may: runsSessions, path: "/move" })
  const t = await getTranslations("desk")
  const reach = reachOf(await listSessionPeople(session.id))
  return (
    <SessionFormPage session={session} title={t("move.title")}>
      <ActionForm id="move" action={moveSessionAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={session.revision} />
        <TimeFields localStart={session.localStart} timeZone={session.timeZone} now={presentTime()} />
        <Notice title={t("reach", reach)}>{reach.people > 0 && <p className="text-soft">{t("move.mails")}</p>}</Notice>
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("move.submit", { count: reach.people })}</SubmitButton>
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}
