import { useLocale, useTranslations } from "next-intl"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/input"
import { periodsOf } from "@/lib/invoices/rules-export"
import type { SettingsData } from "@/lib/sessions/schema"
import { formatMonth, monthOf, noonOf } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { moneyPath } from "../money-places"

type Props = Pick<SettingsData, "invoicing" | "timeZone"> & { months: string[]; now: Date }

/** Everything of a span of days as one file, and the list for the Zusammenfassende Meldung. */
export function ForTheAdviser({ months, now, invoicing, timeZone }: Props) {
  const [t, locale] = [useTranslations("money.invoices.adviser"), useLocale()]
  const known = [...months, monthOf(now, timeZone)]
  const units = ["month", "quarter", "year"] as const
  const home = deskHref(moneyPath("invoices"), locale)
  return (
    <section aria-labelledby="adviser" className="grid gap-8">
      <h2 id="adviser">{t("title")}</h2>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-2">
        <div className="grid max-w-[34em] content-start gap-4">
          <h3 className="text-lg">{t("all")}</h3>
          <p className="text-soft">{t("allText")}</p>
          <form
            id="export-invoices"
            method="post"
            encType="multipart/form-data"
            action={`${home}/export`}
            className="grid items-end gap-4 sm:grid-cols-[1fr_auto]"
          >
            <PeriodField id="export-period" groups={units.map((unit) => periodsOf(known, unit))} />
            <Button type="submit" variant="outline">
              {t("download")}
            </Button>
          </form>
        </div>
        <div className="grid max-w-[34em] content-start gap-4">
          <h3 className="text-lg">{t("recapitulative")}</h3>
          <p className="text-soft">{t(invoicing.smallBusiness ? "recapitulativeSmall" : "recapitulativeText")}</p>
          {!invoicing.smallBusiness && (
            <form action={`${home}/recapitulative`} className="grid items-end gap-4 sm:grid-cols-[1fr_auto]">
              <PeriodField
                id="recapitulative-period"
                groups={(["quarter", "month"] as const).map((unit) => periodsOf(known, unit))}
              />
              <Button type="submit" variant="outline">
                {t("downloadTable")}
              </Button>
            </form>
          )}
        </div>
      </div>
    </section>
  )
}

function PeriodField({ id, groups }: { id: string; groups: string[][] }) {
  const [t, locale] = [useTranslations("money.invoices.adviser"), useLocale()]
  const label = (period: string) => {
    const [year = "", part] = period.split("-")
    if (part?.startsWith("Q")) return t("quarter", { quarter: part.slice(1), year })
    return part ? formatMonth(noonOf(`${period}-01`), "UTC", locale) : year
  }
  return (
    <Field name="period" id={id} label={t("period")}>
      {(control) => (
        <Select {...control}>
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
