import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { WaitedFor } from "@/components/waitlist/waited-for"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { listPublicSessionsById } from "@/lib/sessions/queries"
import type { TypedEntry } from "@/lib/waitlist/queries"
import { verifyByLinkAction } from "./actions"

/** The button of somebody who only waits. */
export async function VerifyEntry({ entry, locale }: { entry: TypedEntry; locale: Locale }) {
  const [t, booking] = [await getTranslations("waitlist.verify"), await getTranslations("booking.verify")]
  const { reference, open, sessionIds, wishes } = entry
  const sessions = await listPublicSessionsById(sessionIds, locale)
  return (
    <div className="grid max-w-150 gap-6 pt-8 sm:pt-14">
      <PageHeader size="small" title={t("title")} />
      <WaitedFor entry={{ dates: sessions.map((session) => ({ session, place: null })), wishes }} />
      <p>{t("text")}</p>
      <ActionForm id="verify" action={verifyByLinkAction} className="grid max-w-80 gap-5">
        <HiddenField name="booking" value={reference} />
        <SubmitButton wide pendingLabel={booking("pending")}>
          {t(open ? "submit" : "open")}
        </SubmitButton>
      </ActionForm>
      {open && <p className="text-sm text-soft">{t("notYou")}</p>}
    </div>
  )
}
