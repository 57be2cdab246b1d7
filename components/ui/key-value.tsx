import type { ReactNode } from "react"
import { classNames } from "./class-names"

/**
 * Facts in two columns; an entry whose value is missing is left out. `roomy` values stand below their labels where the
 * page is narrow.
 */
export function KeyValue({ items, roomy }: { items: { label: string; value: ReactNode }[]; roomy?: boolean }) {
  return (
    <dl
      className={classNames(
        "grid content-start gap-x-4 text-[0.9688rem]",
        roomy
          ? "sm:grid-cols-[minmax(5.5rem,auto)_1fr] sm:gap-y-2 max-sm:[&_dd]:mb-3"
          : "grid-cols-[minmax(5.5rem,auto)_1fr] gap-y-2",
      )}
    >
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== false)
        .map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-soft max-sm:max-w-32">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
