import { useLocale, useTranslations } from "next-intl"
import { PlannedChangeBanner } from "@/components/desk/planned-change"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { PlannedSessionChange } from "@/lib/bookings/queries-changes"
import { deskHref } from "../../desk-session"
import { carryOutChangeAction, withdrawChangeAction } from "./change-actions"

/** A planned change with its two ways on, each a form of its own: now, or not at all. */
export function PlannedChange({
  plan,
  now,
  runs,
  elsewhere,
}: {
  plan: PlannedSessionChange
  now: Date
  /** Whether the viewer may do anything about it; a host reads only. */
  runs: boolean
  /** Not on the page of its own session. */
  elsewhere?: boolean
}) {
  const t = useTranslations("changes")
  const locale = useLocale()
  const { id, sessionId, state } = plan
  const planned = state === "planned"
  const fields = (
    <>
      <input type="hidden" name="changeId" value={id} />
      <input type="hidden" name="sessionId" value={sessionId} />
    </>
  )
  return (
    <PlannedChangeBanner
      {...{ plan, now }}
      href={elsewhere ? deskHref(`/organizer/sessions/${sessionId}`, locale) : undefined}
    >
      {runs && (
        <div className="flex flex-wrap items-start gap-3">
          {planned && (
            <ActionForm id={`now-${id}`} action={carryOutChangeAction} className="grid gap-3">
              {fields}
              <SubmitButton size="small" pendingLabel={t("pending")}>
                {t("plan.now")}
              </SubmitButton>
            </ActionForm>
          )}
          <ActionForm id={`back-${id}`} action={withdrawChangeAction} className="grid gap-3">
            {fields}
            <SubmitButton size="small" variant="outline" pendingLabel={t("pending")}>
              {t(planned ? "plan.withdraw" : "plan.dismiss")}
            </SubmitButton>
          </ActionForm>
        </div>
      )}
    </PlannedChangeBanner>
  )
}
