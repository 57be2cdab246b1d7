"use client"

import { useField } from "./form"

/** What was said of one field where nothing is wrong with it. */
export function FieldAnswer({ name, className }: { name: string; className?: string }) {
  const { said } = useField(name)
  return said ? <p className={className}>{said}</p> : null
}
