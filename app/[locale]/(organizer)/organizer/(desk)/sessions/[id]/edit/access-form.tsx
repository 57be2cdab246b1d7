import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { signedHosts } from "@/lib/meeting-servers"
import { previewLink } from "@/lib/notifications/preview-link"
import type { DeskSession } from "@/lib/sessions/queries"
import { findSessionLinks } from "@/lib/sessions/queries-formats"
import { LinkSteps } from "../../../link-steps"
import { saveAccessAction } from "./actions"

/** Where this session meets, if elsewhere than its format does. */
export async function AccessForm({ session }: { session: DeskSession }) {
  if (session.format.place !== "online") return null
  const t = await getTranslations("desk")
  const [{ own, usual }, impact] = await Promise.all([
    findSessionLinks(session.id),
    previewLink({ groupSessionId: session.id }),
  ])
  const hosts = signedHosts().join(", ")
  return (
    <section aria-labelledby="access" className="border-t border-line pt-8">
      <h2 id="access" className="mb-4">
        {t("access.title")}
      </h2>
      <ActionForm id="access-form" action={saveAccessAction} className="grid max-w-[46rem] gap-5">
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={own ?? ""} />
        <TextField
          name="meetingUrl"
          label={t("access.field")}
          hint={hosts ? `${t("access.hint")} ${t("access.signedAt", { hosts })}` : t("access.hint")}
          type="url"
          inputMode="url"
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          defaultValue={own}
          placeholder={usual ?? undefined}
          className="max-w-[34em]"
        />
        <LinkSteps impact={impact}>
          <div>
            <SubmitButton variant="outline" pendingLabel={t("pending")}>
              {t("access.save")}
            </SubmitButton>
          </div>
        </LinkSteps>
      </ActionForm>
    </section>
  )
}
