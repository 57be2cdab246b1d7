"use client"

import { type ComponentProps, type ReactNode, useState } from "react"
import { Field } from "@/components/ui/field"
import { useField } from "@/components/ui/form"
import { Input } from "@/components/ui/input"
import { useScripted } from "@/components/ui/use-scripted"
import { suggestAddress } from "@/lib/mail-typos"

/** "Did you mean %?" around the suggestion, and what takes it. */
type Words = { question: string; take: string }
export type EmailProps = { name: string; label: ReactNode; hint?: ReactNode; defaultValue?: string | null } & Pick<
  ComponentProps<"input">,
  "autoComplete"
>

/** The control of an EmailField: it looks at what is typed when it is left. */
export function EmailInput({
  name,
  label,
  hint,
  defaultValue,
  autoComplete = "email",
  words,
}: EmailProps & { words: Words }) {
  const { id, error, value } = useField(name, defaultValue)
  const [left, setLeft] = useState<string>()
  const typed = left ?? value ?? ""
  const suggestion = suggestAddress(typed)
  return (
    <div>
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
        {suggestion && <Question {...{ suggestion, words }} take={() => setLeft(take(id, suggestion))} />}
      </div>
      {suggestion && <input type="hidden" name="typoSeen" value={typed.trim().toLowerCase()} readOnly />}
    </div>
  )
}

function Question({ suggestion, words, take }: { suggestion: string; words: Words; take: () => void }) {
  const scripted = useScripted()
  const [before, after] = words.question.split("%")
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-4 text-sm">
      <span>
        {before}
        <b className="break-all">{suggestion}</b>
        {after}
      </span>
      {scripted && (
        <button
          type="button"
          onClick={take}
          className="inline-flex min-h-11 cursor-pointer items-center font-[560] text-accent underline"
        >
          {words.take}
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
