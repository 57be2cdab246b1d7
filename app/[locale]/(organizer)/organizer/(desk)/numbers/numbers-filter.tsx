import { useTranslations } from "next-intl"
import { FilterLinks } from "@/components/desk/filter-links"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { NumbersChoice } from "@/lib/numbers/schema"
import { queryOf } from "./choice"

type Props = { choice: NumbersChoice; formats: { slug: string; texts: { shortName: string } }[]; home: string }

/** Period and format, as links; days of one's own in a form that only looks. */
export function NumbersFilter({ choice, formats, home }: Props) {
  const t = useTranslations("numbers.page")
  const link = (change: Partial<NumbersChoice>) => home + queryOf({ ...choice, ...change })
  return (
    <div className="grid gap-x-10 border-t border-line pt-2">
      <nav aria-label={t("filter")} className="flex flex-wrap justify-between gap-x-10">
        <FilterLinks
          label={t("byPeriod")}
          options={(["quarter", "year", "all"] as const).map((period) => ({
            href: link({ period }),
            label: t(`period.${period}`),
            chosen: choice.period === period,
          }))}
        />
        {formats.length > 1 && (
          <FilterLinks
            label={t("byFormat")}
            options={[undefined, ...formats].map((format) => ({
              href: link({ format: format?.slug }),
              label: format?.texts.shortName ?? t("allFormats"),
              chosen: choice.format === format?.slug,
            }))}
          />
        )}
      </nav>
      <details open={choice.period === "own"}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-soft underline decoration-rule underline-offset-[0.22em] hover:text-ink">
          {t("own")}
        </summary>
        <form action={home} className="grid max-w-[34em] items-end gap-4 pt-2 pb-4 sm:grid-cols-[1fr_1fr_auto]">
          <input type="hidden" name="period" value="own" />
          {choice.format && <input type="hidden" name="format" value={choice.format} />}
          <Field name="from" label={t("from")}>
            {(control) => <Input {...control} type="date" defaultValue={choice.from} />}
          </Field>
          <Field name="to" label={t("to")}>
            {(control) => <Input {...control} type="date" defaultValue={choice.to} />}
          </Field>
          <Button type="submit" variant="outline">
            {t("show")}
          </Button>
        </form>
      </details>
    </div>
  )
}
