"use client"

import { useState } from "react"
import { Button } from "./button"
import { useScripted } from "./use-scripted"

/** Takes a text elsewhere; there only with scripts. `about` is what is copied, for who does not see it. */
export function CopyButton({
  value,
  texts,
  about,
  variant = "outline",
  size,
}: {
  value: string
  texts: { copy: string; copied: string }
  about?: string
  variant?: "outline" | "quiet"
  size?: "small"
}) {
  const [copied, setCopied] = useState(false)
  // Only a page that came safely may write there.
  const canCopy = useScripted() && "clipboard" in navigator
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  return canCopy ? (
    <Button {...{ variant, size }} onClick={() => void copy()}>
      <span aria-live="polite">{copied ? texts.copied : texts.copy}</span>
      {about && <span className="sr-only">: {about}</span>}
    </Button>
  ) : null
}
