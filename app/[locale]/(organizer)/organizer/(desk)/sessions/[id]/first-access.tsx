import { getLocale, getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatWhen } from "@/lib/time-zone"
import { countWaiting } from "@/lib/waitlist/queries"
import { giveFirstAccessAction, publishSessionAction } from "../actions"

/** Of a draft that somebody has wished for: a way to let them have it first; and while they do, until when. */
export async function FirstAccess({ session, now }: { session: DeskSession; now: Date }) {
  const [t, locale] = [await getTranslations("viability.firstAccess"), await getLocale()]
  const { id, status, firstAccessUntil, timeZone } = session
  const during = firstAccessUntil !== null && firstAccessUntil > now
  if (status !== "draft" && !during) return null
  const people = status === "draft" ? ((await countWaiting([id])).get(id) ?? 0) : 0
  if (status === "draft" && people === 0) return null
  return (
    <div className="mt-8">
      <Notice
        title={
          during
            ? t("during", { when: formatWhen(firstAccessUntil, timeZone, locale, now) })
            : t("wished", { count: people })
        }
      >
        <p className="text-[0.9375rem] text-soft">{t(during ? "duringText" : "text")}</p>
        <ActionForm
          id="first-access"
          action={during ? publishSessionAction : giveFirstAccessAction}
          className="mt-2 grid gap-3"
        >
          <input type="hidden" name="sessionId" value={id} />
          <div>
            <SubmitButton size="small" variant={during ? "outline" : "primary"} pendingLabel={t("pending")}>
              {t(during ? "end" : "give")}
            </SubmitButton>
          </div>
        </ActionForm>
      </Notice>
    </div>
  )
}
