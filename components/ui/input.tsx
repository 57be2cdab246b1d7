import type { ComponentProps } from "react"
import { classNames } from "./class-names"

const control =
  "w-full rounded border border-field bg-sheet px-3.5 text-base text-ink placeholder:text-soft " +
  "aria-invalid:border-mark aria-invalid:outline aria-invalid:outline-mark " +
  "focus-visible:outline-2 focus-visible:outline-accent disabled:opacity-60"

/** A one-line text control, 48 px high. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classNames(control, "h-12", className)} />
}

/** A text control of several lines. */
export function TextArea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={classNames(control, "field-sizing-content min-h-24 py-2.5", className)}
    />
  )
}

/** A native select: it works everywhere, also on a phone and without JavaScript. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    // React resets a form after its action but leaves selects at their first default: a new key is a new default.
    <select
      key={String(rest.defaultValue ?? "")}
      {...rest}
      className={classNames(control, "select h-12 pr-10", className)}
    >
      {children}
    </select>
  )
}
