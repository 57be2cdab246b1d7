import { useLocale, useTranslations } from "next-intl"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input, Select } from "@/components/ui/input"
import { formatMonth, noonOf } from "@/lib/time-zone"
import { documentKinds, documentStates, type InvoiceChoice } from "./invoice-choice"

/** A form that only looks: it goes into the address. */
export function DocumentFilter({
  choice,
  months,
  action,
}: {
  choice: InvoiceChoice
  months: string[]
  action: string
}) {
  const [t, locale] = [useTranslations("money.invoices"), useLocale()]
  const lists = {
    month: months.map((month) => ({ value: month, label: formatMonth(noonOf(`${month}-01`), "UTC", locale) })),
    kind: documentKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    state: documentStates.map((value) => ({ value, label: t(`states.${value}`) })),
  }
  return (
    <form action={action} className="grid items-end gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]">
      <Field name="q" label={t("search")}>
        {(control) => <Input {...control} type="search" defaultValue={choice.q} maxLength={120} />}
      </Field>
      {(["month", "kind", "state"] as const).map((name) => (
        <Field key={name} name={name} label={t(`filter.${name}`)}>
          {(control) => (
            <Select {...control} defaultValue={choice[name] ?? ""}>
              <option value="">{t("all")}</option>
              {lists[name].map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ))}
      <Button type="submit" variant="outline">
        {t("show")}
      </Button>
    </form>
  )
}
