import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { ChangeImpactView } from "@/components/desk/change-impact"
import { HiddenField, WhenValue } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { ChangeImpact } from "@/lib/notifications/preview-change"

/**
 * The two steps of a form that changes the address of a meeting: `children` first, and once the action has answered that
 * people see it (`confirming`), whom it concerns and one confirmation. The address is never in that of a page.
 */
export async function LinkSteps({ impact, children }: { impact: ChangeImpact; children?: ReactNode }) {
  const t = await getTranslations("changes")
  return (
    <>
      <HiddenField name="confirmed" value="" />
      <WhenValue name="confirmed" is="">
        {children}
      </WhenValue>
      <WhenValue name="confirmed" is="1">
        <ChangeImpactView impact={impact} kind="link" />
        <p className="max-w-[36em] text-[0.9375rem] text-soft">{t("link.atOnce")}</p>
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("link.submit")}</SubmitButton>
        </div>
      </WhenValue>
    </>
  )
}
