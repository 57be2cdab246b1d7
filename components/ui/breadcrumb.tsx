import type { ReactNode } from "react"

/** The way back: every step a link, the last one where the reader is. */
export function Breadcrumb({
  label,
  steps,
  here,
}: {
  /** Accessible name of the navigation. */
  label: string
  steps: { href: string; label: string }[]
  here: ReactNode
}) {
  return (
    <nav aria-label={label} className="text-sm text-soft print:hidden">
      <ol className="flex flex-wrap items-baseline gap-x-2">
        {steps.map((step) => (
          <li key={step.href} className="flex gap-x-2">
            <a href={step.href} className="py-2">
              {step.label}
            </a>
            <span aria-hidden="true" className="py-2">
              /
            </span>
          </li>
        ))}
        <li aria-current="page" className="py-2">
          {here}
        </li>
      </ol>
    </nav>
  )
}
