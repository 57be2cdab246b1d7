/** What a picture shows, in figures: for those who cannot see it, and for those who want to know exactly. */
export function ChartTable({
  summary,
  caption,
  head,
  rows,
}: {
  summary: string
  caption: string
  head: string[]
  /** The first cell names the row; it may be a link. */
  rows: { key: string; href?: string; cells: (string | number)[] }[]
}) {
  return (
    <details className="mt-2">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-soft underline decoration-rule underline-offset-[0.22em] hover:decoration-current">
        {summary}
        <span className="sr-only">: {caption}</span>
      </summary>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
        <table className="mt-2 w-full max-w-[44em] text-[0.9375rem]">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-ink text-left text-sm text-soft">
              {head.map((name, index) => (
                <th key={name} scope="col" className={`py-2 pr-4 font-normal ${index > 0 ? "text-right" : ""}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, href, cells: [first, ...others] }) => (
              <tr key={key} className="border-b border-line">
                <th scope="row" className="py-2 pr-4 text-left font-normal whitespace-nowrap">
                  {href ? <a href={href}>{first}</a> : first}
                </th>
                {others.map((cell, index) => (
                  <td key={index} className="py-2 pr-4 text-right">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
