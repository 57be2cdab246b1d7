"use client"

import { CopyButton } from "./copy-button"
import { Input } from "./input"

/** Something to take elsewhere, as it is. Without JavaScript it is there to be marked; the button comes with scripts. */
export function CopyField({
  id,
  label,
  value,
  texts,
}: {
  id: string
  label: string
  value: string
  texts: { copy: string; copied: string }
}) {
  return (
    <div className="grid max-w-150 gap-1.5">
      <label htmlFor={id} className="text-sm font-[540]">
        {label}
      </label>
      <div className="flex flex-wrap gap-3">
        <Input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className="min-w-0 flex-[1_1_16rem] text-sm"
        />
        <CopyButton value={value} texts={texts} />
      </div>
    </div>
  )
}
