"use client"

import { type ChangeEvent, type ReactNode, useState } from "react"
import { Field } from "@/components/ui/field"
import { useField } from "@/components/ui/form"

/** A file to bring along; the browser's own control, which everybody knows how to use. */
export function FileField({
  name,
  label,
  hint,
  accept,
  most,
}: {
  name: string
  label: ReactNode
  hint?: ReactNode
  accept: string
  /** The largest file that can be sent, and what is said of a larger one before it is. */
  most?: { bytes: number; problem: string }
}) {
  const { id, error } = useField(name)
  const [problem, setProblem] = useState<string>()
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const isTooLarge = most && (target.files?.[0]?.size ?? 0) > most.bytes
    if (isTooLarge) target.value = ""
    setProblem(isTooLarge ? most.problem : undefined)
  }
  return (
    <Field {...{ name, id, label, hint, error: problem ?? error }} required>
      {(control) => (
        <input
          {...control}
          type="file"
          accept={accept}
          onChange={choose}
          className="file:rounded-xs min-h-12 w-full rounded border border-field bg-sheet py-1.5 pr-3.5 pl-1.5 text-[0.9375rem] text-soft file:mr-4 file:min-h-9 file:cursor-pointer file:border-0 file:bg-wash file:px-4 file:text-ink focus-visible:outline-2 focus-visible:outline-accent aria-invalid:border-mark"
        />
      )}
    </Field>
  )
}
