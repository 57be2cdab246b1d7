import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TextAreaField, TickField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { listSessionPeople } from "@/lib/bookings/queries"
import { runsSessions } from "@/lib/people/policy"
import { openDeskSession } from "../../../../desk-session"
import { cancelSessionAction } from "../../actions"
import { SessionFormPage } from "../../form-page"
import { reachOf } from "../reach"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.cancel"))("title") }
}

export default async function CancelSessionPage({ params }: Props) {
  const { session } = await openDeskSession((await params).id, { may: runsSessions, path: "/cancel" })
  const t = await getTranslations("desk")
  const reach = reachOf(await listSessionPeople(session.id))
  return (
    <SessionFormPage session={session} title={t("cancel.title")}>
      <ActionForm id="cancel" action={cancelSessionAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={session.revision} />
        <Notice tone="mark" title={t("reach", reach)}>
          <p className="text-soft">{t("cancel.mails")}</p>
        </Notice>
        <TextAreaField
          name="message"
          label={t("cancel.message")}
          hint={t("cancel.messageHint")}
          required
          maxLength={2000}
        />
        <TickField name="sure">{t("cancel.sure")}</TickField>
        <div>
          <SubmitButton variant="mark" pendingLabel={t("pending")}>
            {t("cancel.submit", { count: reach.people })}
          </SubmitButton>
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}
