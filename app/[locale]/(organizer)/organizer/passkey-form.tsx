import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { PasskeyCeremony } from "@/components/people/passkey-ceremony"
import { ActionForm, type FormAction } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"

/** A form that ends in a passkey: the fields of `fields`, the button, and what the device is asked. */
export function PasskeyForm({
  id,
  action,
  ceremony,
  to,
  variant,
  fields,
  children,
}: {
  id: string
  action: FormAction
  ceremony: "create" | "get"
  to: string
  variant?: "outline"
  fields?: ReactNode
  children: ReactNode
}) {
  const [t, desk] = [useTranslations("team.passkey"), useTranslations("desk")]
  const texts = {
    failed: t(ceremony === "create" ? "notMade" : "notUsed"),
    unsupported: t("unsupported"),
    needsScript: t("needsScript"),
  }
  return (
    <ActionForm id={id} action={action}>
      {fields}
      <input type="hidden" name="to" value={to} />
      <div className="grid gap-2">
        <SubmitButton wide variant={variant} pendingLabel={desk("pending")}>
          {children}
        </SubmitButton>
        <PasskeyCeremony ceremony={ceremony} texts={texts} />
      </div>
    </ActionForm>
  )
}
