import { getTranslations } from "next-intl/server"
import { ActionForm, type FormAction, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"

/** One field for a code of six digits, large, and one button; from there it goes on to `to`. */
export async function CodeForm({
  id,
  action,
  to,
  label,
  hint,
  children,
}: {
  id: string
  action: FormAction
  to: string
  label: string
  hint: string
  children: string
}) {
  const t = await getTranslations("desk")
  return (
    <ActionForm id={id} action={action}>
      <TextField
        name="code"
        label={label}
        hint={hint}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={30}
        className="[&_input]:text-2xl [&_input]:tracking-[0.3em]"
      />
      <input type="hidden" name="to" value={to} />
      <SubmitButton wide pendingLabel={t("pending")}>
        {children}
      </SubmitButton>
    </ActionForm>
  )
}
