import { useTranslations } from "next-intl"
import type { FieldRow } from "../../../../api/_contract/fields"

/** The fields of a schema, set as a list of terms: it folds on a phone where a table would not. */
export function FieldList({ title, rows }: { title: string; rows: FieldRow[] }) {
  const t = useTranslations("api.fields")
  if (rows.length === 0) return null
  return (
    <section className="grid gap-1.5">
      <h4 className="text-sm text-soft">{title}</h4>
      <dl className="border-t border-line text-sm">
        {rows.map(({ name, type, required, description }) => (
          <div key={name} className="grid gap-x-6 border-b border-line py-2 sm:grid-cols-[17rem_1fr]">
            <dt className="wrap-anywhere">
              <code>{name}</code>
            </dt>
            <dd className="grid">
              <span className="break-words text-soft">
                <code>{type}</code>
                {!required && `, ${t("optional")}`}
              </span>
              {description && <Words>{description}</Words>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** A sentence in which `words` in backticks are code. */
export function Words({ children }: { children: string }) {
  const parts = children.split("`")
  return <span lang="en">{parts.map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</span>
}
