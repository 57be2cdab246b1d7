import { useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { payAction } from "./pay-action"

/** The way to pay what is open; Stripe's page follows. */
export function Pay({ reference }: { reference: string }) {
  const t = useTranslations("payments.pay")
  return (
    <ActionForm id="pay" action={payAction} className="grid gap-3">
      <input type="hidden" name="booking" value={reference} />
      <p className="text-[0.9375rem] text-soft">{t("text")}</p>
      <span>
        <SubmitButton pendingLabel={t("pending")}>{t("button")}</SubmitButton>
      </span>
    </ActionForm>
  )
}
