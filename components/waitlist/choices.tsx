"use client"

import type { ReactNode } from "react"
import { FieldError } from "@/components/ui/field"
import { HiddenField, useField } from "@/components/ui/form"

/** Everything there is to wait for; the sentence when nothing is chosen, or too much, stands below. */
export function Choices({ children }: { children: ReactNode }) {
  const { id, error } = useField("choice")
  return (
    <div id={id} tabIndex={-1} className="grid gap-6 outline-none">
      <HiddenField name="choice" value="1" />
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

/** A tick in a table: the whole cell is the target. */
export function TickCell({ name, label }: { name: string; label: string }) {
  const { id, value } = useField(name)
  return (
    <label className="grid min-h-11 cursor-pointer place-items-center has-checked:bg-wash">
      <input
        key={value}
        id={id}
        name={name}
        type="checkbox"
        aria-label={label}
        defaultChecked={value === "on"}
        className="checkbox"
      />
    </label>
  )
}
