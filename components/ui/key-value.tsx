import type { ReactNode } from "react"

/** Facts in two columns; an entry whose value is missing is left out. */
export function KeyValue({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(5.5rem,auto)_1fr] content-start gap-x-4 gap-y-2 text-[0.9688rem]">
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
