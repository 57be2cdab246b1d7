import { useLocale, useTranslations } from "next-intl"
import { Button } from "@/components/ui/button"
import { periodsOf } from "@/lib/invoices/rules-export"
import type { SettingsData } from "@/lib/sessions/schema"
import { monthOf } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { moneyPath } from "../money-places"
import { type DatevAnswer, DatevExport } from "./datev-export"
import { PeriodField } from "./period-field"

type Props = Pick<SettingsData, "invoicing" | "datev" | "timeZone"> & {
  months: string[]
  datevAnswer: DatevAnswer | null
  now: Date
}

/** Everything of a span of days as one file, the list for the Zusammenfassende Meldung, and the postings for DATEV. */
export function ForTheAdviser({ months, datevAnswer, now, invoicing, datev, timeZone }: Props) {
  const [t, locale] = [useTranslations("money.invoices.adviser"), useLocale()]
  const known = [...months, monthOf(now, timeZone)]
  const groups = (["month", "quarter", "year"] as const).map((unit) => periodsOf(known, unit))
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
            <PeriodField id="export-period" groups={groups} />
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
        <DatevExport datev={datev} groups={groups} answer={datevAnswer} />
      </div>
    </section>
  )
}
