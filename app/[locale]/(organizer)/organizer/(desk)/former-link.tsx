import { getLocale, getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { ActionForm, type FormAction } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { FormerLink } from "@/lib/sessions/meeting-links"
import { formatClock } from "@/lib/time-zone"

/** The way back to the address before; `children` go along unseen and say whose it is. */
export async function FormerLink({
  former,
  present,
  timeZone,
  action,
  children,
}: {
  former: FormerLink
  present: string | null
  timeZone: string
  action: FormAction
  children: ReactNode
}) {
  if (!former) return null
  const [t, locale] = [await getTranslations("changes"), await getLocale()]
  return (
    <ActionForm id="former" action={action} className="grid max-w-[34em] justify-items-start gap-3">
      {children}
      <input type="hidden" name="revision" value={present ?? ""} />
      <p className="text-[0.9375rem] text-soft">
        {t(former.url ? "link.former" : "link.formerNone", { time: formatClock(former.until, timeZone, locale) })}{" "}
        {former.url && <span className="break-all">{former.url}</span>}
      </p>
      <SubmitButton size="small" variant="outline" pendingLabel={t("pending")}>
        {t("link.restore")}
      </SubmitButton>
    </ActionForm>
  )
}
