import { getTranslations } from "next-intl/server"
import { ActionForm, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { DeskSession } from "@/lib/sessions/queries"
import { findSessionLinks } from "@/lib/sessions/queries-formats"
import { saveAccessAction } from "./actions"

/** Where this session meets, if elsewhere than its format does. */
export async function AccessForm({ session }: { session: DeskSession }) {
  if (session.format.place !== "online") return null
  const [t, changes] = [await getTranslations("desk"), await getTranslations("changes")]
  const { own, usual } = await findSessionLinks(session.id)
  return (
    <section aria-labelledby="access" className="border-t border-line pt-8">
      <h2 id="access" className="mb-4">
        {t("access.title")}
      </h2>
      <ActionForm id="access-form" action={saveAccessAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <TextField
          name="meetingUrl"
          label={t("access.field")}
          hint={t("access.hint")}
          type="url"
          inputMode="url"
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          defaultValue={own}
          placeholder={usual ?? undefined}
        />
        <p className="text-[0.9375rem] text-soft">{changes("link", { count: session.seats.confirmed })}</p>
        <div>
          <SubmitButton variant="outline" pendingLabel={t("pending")}>
            {t("access.save")}
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
