/** A choice in the address: it can be sent, goes back with the browser and needs no JavaScript. */
export function FilterLinks({
  label,
  options,
}: {
  label: string
  options: { href: string; label: string; chosen: boolean }[]
}) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-5">
      {options.map((option) => (
        <li key={option.href}>
          <a
            href={option.href}
            aria-current={option.chosen || undefined}
            className="inline-flex min-h-11 items-center text-[0.9375rem] text-soft no-underline hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-accent aria-[current]:decoration-2"
          >
            {option.label}
          </a>
        </li>
      ))}
    </ul>
  )
}
