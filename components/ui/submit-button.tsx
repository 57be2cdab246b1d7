"use client"

import type { ComponentProps, MouseEvent } from "react"
import { useFormStatus } from "react-dom"
import { Button } from "./button"

/**
 * Sends its form once: while the answer is on its way further clicks do nothing and
 * `pendingLabel` is shown and announced. It stays focusable, so that the keyboard
 * does not lose its place.
 */
export function SubmitButton({
  pendingLabel,
  children,
  ...rest
}: ComponentProps<typeof Button> & { pendingLabel: string }) {
  const { pending } = useFormStatus()
  const once = (event: MouseEvent) => {
    if (pending) event.preventDefault()
  }
  return (
    <Button {...rest} type="submit" aria-disabled={pending || undefined} onClick={once}>
      {/* Both labels lie on each other: the button keeps its width. */}
      <span className={rest.variant === "quiet" ? "grid text-left" : "grid"}>
        <span className={pending ? "invisible col-start-1 row-start-1" : "col-start-1 row-start-1"}>{children}</span>
        <span className={pending ? "col-start-1 row-start-1" : "invisible col-start-1 row-start-1"} aria-live="polite">
          {pending ? pendingLabel : <span aria-hidden="true">{pendingLabel}</span>}
        </span>
      </span>
    </Button>
  )
}
