import { useLocale, useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { guaranteeSessionAction } from "./actions"

/** The two ways out for a session that may not take place: it does anyway, or everybody is offered another date. */
export function DecideButtons({ session }: { session: { id: string; startsAt: Date; timeZone: string } }) {
  const [t, locale] = [useTranslations("viability.decide"), useLocale()]
  const { id, startsAt, timeZone } = session
  const about = <span className="sr-only">: {formatDate(startsAt, timeZone, locale)}</span>
  return (
    <div className="flex flex-wrap items-start gap-3">
      <ActionForm id={`run-${id}`} action={guaranteeSessionAction} className="grid gap-3">
        <input type="hidden" name="sessionId" value={id} />
        <SubmitButton size="small" variant="outline" pendingLabel={t("pending")}>
          {t("run")}
          {about}
        </SubmitButton>
      </ActionForm>
      <LinkButton href={deskHref(`/organizer/sessions/${id}/cancel?why=minimum`, locale)} variant="mark" size="small">
        {t("cancel")}
        {about}
      </LinkButton>
    </div>
  )
}
