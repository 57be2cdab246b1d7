import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import type { Problem } from "@/lib/transfer/read-csv"

/** What a line would become, with what somebody may want to know of it. */
export type ImportLine = { line: number; text: string; detail: string; remark?: ReactNode }
export type ImportGroup = { title: string; rows: ImportLine[] }

const shown = 50

/** What a file would do: first what is not right, each with its place in the file, then what would come of the rest. */
export function ImportPreview({
  problems,
  unknown,
  groups,
  children,
}: {
  problems: Problem[]
  unknown: string[]
  groups: ImportGroup[]
  children: ReactNode
}) {
  const t = useTranslations("transfer")
  return (
    <div className="grid max-w-[44em] gap-10">
      {problems.length > 0 && (
        <section aria-labelledby="problems">
          <h2 id="problems" className="mb-3.5 text-xl text-mark">
            {t("problems.title", { count: problems.length })}
          </h2>
          <ul>
            {problems.slice(0, shown).map(({ line, column, code, value }, index) => (
              <li key={index} className="grid gap-x-6 gap-y-0.5 border-t border-line py-3 sm:grid-cols-[9rem_1fr]">
                <span className="text-[0.9375rem] text-soft">
                  {t("problems.place", {
                    line,
                    column: typeof column === "number" ? t("problems.column", { column }) : column,
                  })}
                </span>
                <span>
                  {t(
                    `problems.codes.${t.has(`problems.codes.${code}` as "problems.codes.required") ? code : "invalid"}` as "problems.codes.required",
                  )}{" "}
                  {value && <q className="wrap-anywhere text-soft">{value}</q>}
                </span>
              </li>
            ))}
          </ul>
          <More rest={problems.length - shown} />
        </section>
      )}
      {unknown.length > 0 && <p className="text-soft">{t("unknown", { columns: unknown.join(", ") })}</p>}
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h2 className="mb-3.5 text-xl">{title}</h2>
            <ul>
              {rows.slice(0, shown).map(({ line, text, detail, remark }) => (
                <li key={line} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[9rem_1fr]">
                  <span className="text-[0.9375rem] text-soft">{t("line", { line })}</span>
                  <span>
                    {text} <span className="inline-block wrap-anywhere text-soft">{detail}</span> {remark}
                  </span>
                </li>
              ))}
            </ul>
            <More rest={rows.length - shown} />
          </section>
        ))}
      {children}
    </div>
  )
}

function More({ rest }: { rest: number }) {
  const t = useTranslations("transfer")
  return rest > 0 ? <p className="border-t border-line py-2.5 text-soft">{t("more", { count: rest })}</p> : null
}
