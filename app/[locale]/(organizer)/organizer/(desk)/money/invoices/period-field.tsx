import { useLocale, useTranslations } from "next-intl"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/input"
import { formatMonth, noonOf } from "@/lib/time-zone"

/** A month, a quarter or a year to take along. */
export function PeriodField({ id, groups, chosen }: { id: string; groups: string[][]; chosen?: string }) {
  const [t, locale] = [useTranslations("money.invoices.adviser"), useLocale()]
  const label = (period: string) => {
    const [year = "", part] = period.split("-")
    if (part?.startsWith("Q")) return t("quarter", { quarter: part.slice(1), year })
    return part ? formatMonth(noonOf(`${period}-01`), "UTC", locale) : year
  }
  return (
    <Field name="period" id={id} label={t("period")}>
      {(control) => (
        <Select {...control} defaultValue={chosen}>
          {groups.flat().map((period) => (
            <option key={period} value={period}>
              {label(period)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
