"use client"

import { TextAreaField, useField } from "@/components/ui/form"

const name = "participant.conflictWishes"

/** Folded away until somebody looks for it; open where something has been typed. */
export function ConflictWishes({ summary, ...labels }: { summary: string; label: string; note: string; hint: string }) {
  const { error, value } = useField(name)
  return (
    <details open={Boolean(error ?? value)}>
      <summary className="flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-soft underline decoration-rule underline-offset-[0.22em]">
        {summary}
      </summary>
      <TextAreaField name={name} {...labels} rows={3} className="pt-2" />
    </details>
  )
}
