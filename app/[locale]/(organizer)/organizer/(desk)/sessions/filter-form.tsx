import { useTranslations } from "next-intl"
import { Button, buttonClass } from "@/components/ui/button"
import { ChoiceSelect } from "@/components/ui/choice-select"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { TeamMember } from "@/lib/people/queries"
import { locales } from "@/lib/sessions/schema"
import type { ListChoice } from "./list-choice"

/** Narrows the list or the calendar down. It only asks: the choice goes into the address. */
export function FilterForm({
  choice,
  formats,
  team,
  action,
}: {
  choice: ListChoice
  formats: { slug: string; texts: { shortName: string } }[]
  team: TeamMember[]
  action: string
}) {
  const t = useTranslations("series.list")
  const languages = useTranslations("desk.languages")
  const { view, show, day, format, language, host, q } = choice
  return (
    <form action={action} className="mb-5 grid items-end gap-x-5 gap-y-1 sm:grid-cols-[1fr_auto]" role="search">
      {Object.entries({ view, show, day }).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Field name="q" label={t("search")} note={t("searchHint")} className="sm:col-span-2">
        {(control) => (
          <div className="flex gap-3">
            <Input {...control} type="search" defaultValue={q} maxLength={80} />
            <Button type="submit" variant="outline">
              {t("filter")}
            </Button>
          </div>
        )}
      </Field>
      <details open={Boolean(format ?? language ?? host)} className="sm:col-span-2">
        <summary className={buttonClass({ variant: "quiet", size: "small" })}>{t("more")}</summary>
        <div className="grid gap-5 pt-2 pb-3 sm:grid-cols-3">
          <ChoiceSelect
            any={t("any")}
            name="format"
            label={t("format")}
            value={format}
            options={formats.map(({ slug, texts }) => ({ value: slug, label: texts.shortName }))}
          />
          <ChoiceSelect
            any={t("any")}
            name="language"
            label={t("language")}
            value={language}
            options={locales.map((value) => ({ value, label: languages(value) }))}
          />
          <ChoiceSelect
            any={t("any")}
            name="host"
            label={t("host")}
            value={host}
            options={team.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </div>
      </details>
    </form>
  )
}
