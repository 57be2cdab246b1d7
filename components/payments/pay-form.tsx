import { useTranslations } from "next-intl"
import { ActionForm, type FormAction } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = { reference: string; action: FormAction; title?: string }

/** The way to pay what is open; Stripe's page follows. */
export function PayForm({ reference, action, title }: Props) {
  const t = useTranslations("payments.pay")
  return (
    <ActionForm id="pay" action={action} className="grid gap-3">
      <input type="hidden" name="booking" value={reference} />
      {title && <h3 className="text-base font-[560]">{title}</h3>}
      <p className="text-[0.9375rem] text-soft">{t("text")}</p>
      <span>
        <SubmitButton pendingLabel={t("pending")}>{t("button")}</SubmitButton>
      </span>
    </ActionForm>
  )
}
