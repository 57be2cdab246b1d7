type Way = { way: string; label: string; text: string }

/** Where one gets to from a booking: each way with what it is for. `href` is what their addresses begin with. */
export function Ways({ id, title, href, ways }: { id: string; title: string; href: string; ways: Way[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3.5 text-[1.375rem]">
        {title}
      </h2>
      <ul className="max-w-[46rem]">
        {ways.map(({ way, label, text }) => (
          <li key={way} className="grid gap-x-6 border-t border-line py-1.5 sm:grid-cols-[17rem_1fr] sm:items-center">
            <a href={`${href}/${way}`} className="inline-flex min-h-11 items-center justify-self-start">
              {label}
            </a>
            <span className="pb-2 text-soft sm:pb-0">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
