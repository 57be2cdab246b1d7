import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { buttonClass } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { guaranteeSessionAction } from "./actions"

/** Promises that a session takes place, in two steps without a page: it goes out to all who have a seat, and stays. */
export function Guarantee({ sessionId, children }: { sessionId: string; children: ReactNode }) {
  const t = useTranslations("viability.guarantee")
  return (
    <details className="max-sm:w-full">
      <summary className={buttonClass({ variant: "outline", size: "small" })}>{children}</summary>
      <ActionForm id={`run-${sessionId}`} action={guaranteeSessionAction} className="mt-2 grid max-w-[24em] gap-3">
        <input type="hidden" name="sessionId" value={sessionId} />
        <p className="text-sm text-soft">{t("text")}</p>
        <div>
          <SubmitButton size="small" pendingLabel={t("pending")}>
            {t("now")}
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
