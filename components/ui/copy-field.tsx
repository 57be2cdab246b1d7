"use client"

import { useState } from "react"
import { Button } from "./button"
import { Input } from "./input"
import { useScripted } from "./use-scripted"

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
  const [copied, setCopied] = useState(false)
  // Only a page that came safely may write there.
  const canCopy = useScripted() && "clipboard" in navigator
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
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
        {canCopy && (
          <Button variant="outline" onClick={() => void copy()}>
            <span aria-live="polite">{copied ? texts.copied : texts.copy}</span>
          </Button>
        )}
      </div>
    </div>
  )
}
