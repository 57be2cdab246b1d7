import { useTranslations } from "next-intl"
import type { ComponentProps, ReactNode } from "react"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"

type Action = ComponentProps<typeof ActionForm>["action"]

/** Where the code from the mail is typed, and what helps when none has come. */
export function EnterCode({
  reference,
  enter,
  renew,
  renewFields = {},
  startOver,
  resent,
  children,
}: {
  reference: string
  enter: Action
  renew: Action
  /** What goes along when another code is asked for. */
  renewFields?: Record<string, string>
  startOver: string
  resent: boolean
  children?: ReactNode
}) {
  const t = useTranslations("booking.code")
  return (
    <div className="grid max-w-150 gap-6">
      {resent && <Notice role="status" title={t("resent")} />}
      {children}
      <ActionForm id="code" action={enter} className="grid gap-5 sm:max-w-80">
        <HiddenField name="booking" value={reference} />
        <TextField
          name="code"
          label={t("label")}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          className="[&_input]:font-serif [&_input]:text-2xl [&_input]:tracking-[0.25em]"
        />
        <SubmitButton wide pendingLabel={t("pending")}>
          {t("submit")}
        </SubmitButton>
      </ActionForm>
      <div className="grid gap-1 border-t border-line pt-4 text-sm text-soft">
        <p>{t("missing")}</p>
        <ActionForm id="renew" action={renew} className="grid justify-items-start gap-3">
          <HiddenField name="booking" value={reference} />
          {Object.entries(renewFields).map(([name, value]) => (
            <HiddenField key={name} name={name} value={value} />
          ))}
          <SubmitButton variant="quiet" size="small" pendingLabel={t("resendPending")}>
            {t("resend")}
          </SubmitButton>
        </ActionForm>
        <p className="py-2.5">
          {t("wrongAddress")} <a href={startOver}>{t("startOver")}</a>
        </p>
      </div>
    </div>
  )
}
