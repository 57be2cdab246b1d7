"use client"

import { useTranslations } from "next-intl"
import { type ComponentProps, type ReactNode, useState } from "react"
import { Field } from "@/components/ui/field"
import { useField } from "@/components/ui/form"
import { Input } from "@/components/ui/input"
import { useScripted } from "@/components/ui/use-scripted"
import { suggestAddress } from "@/lib/mail-typos"

type Props = { name: string; label: ReactNode; hint?: ReactNode; defaultValue?: string | null } & Pick<
  ComponentProps<"input">,
  "autoComplete"
>

/**
 * An address, with a question where it looks like a slip; one tap takes the suggestion, and nobody has to. Without scripts
 * the question comes once, when the form has been sent (app/typo-question.ts).
 */
export function EmailField({ name, label, hint, defaultValue, autoComplete = "email" }: Props) {
  const { id, error, value } = useField(name, defaultValue)
  const [left, setLeft] = useState<string>()
  const typed = left ?? value ?? ""
  const suggestion = suggestAddress(typed)
  return (
    <div className="grid gap-1.5">
      <Field {...{ name, id, label, hint, error }} required>
        {(control) => (
          <Input
            {...control}
            type="email"
            maxLength={254}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={value}
            onBlur={(event) => setLeft(event.target.value)}
          />
        )}
      </Field>
      <div role="status">
        {suggestion && <Question suggestion={suggestion} take={() => setLeft(take(id, suggestion))} />}
      </div>
      {suggestion && <input type="hidden" name="typoSeen" value={typed.trim().toLowerCase()} readOnly />}
    </div>
  )
}

function Question({ suggestion, take }: { suggestion: string; take: () => void }) {
  const [t, scripted] = [useTranslations("mailing.typo"), useScripted()]
  return (
    <p className="flex flex-wrap items-center gap-x-4 text-sm">
      <span>{t.rich("question", { suggestion: () => <b className="break-all">{suggestion}</b> })}</span>
      {scripted && (
        <button
          type="button"
          onClick={take}
          className="inline-flex min-h-11 cursor-pointer items-center font-[560] text-accent underline"
        >
          {t("take")}
        </button>
      )}
    </p>
  )
}

/** Into the field, which keeps what is typed by itself. */
function take(id: string, suggestion: string): string {
  const input = document.getElementById(id)
  if (input instanceof HTMLInputElement) {
    input.value = suggestion
    input.focus()
  }
  return suggestion
}
