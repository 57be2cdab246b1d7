import { useLocale, useTranslations } from "next-intl"
import { Button } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { datevGaps, type Gap } from "@/lib/invoices/rules-datev"
import type { SettingsData } from "@/lib/sessions/schema"
import { deskHref } from "../../../desk-session"
import { moneyPath } from "../money-places"
import { PeriodField } from "./period-field"

/** What keeps the last period that was asked for from being exported. */
export type DatevAnswer = { period: string; gaps: Gap[] }

/** The postings of a period for DATEV, or what is missing for them. */
export function DatevExport({
  datev,
  groups,
  answer,
}: Pick<SettingsData, "datev"> & { groups: string[][]; answer: DatevAnswer | null }) {
  const [t, locale] = [useTranslations("bank.datev"), useLocale()]
  const [unset, gaps] = [datevGaps(datev), answer?.gaps ?? []]
  const missing = gaps.length > 0 ? gaps : unset
  return (
    <div className="grid max-w-[34em] content-start gap-4">
      <h3 id="datev" className="text-lg">
        {t("title")}
      </h3>
      <p className="text-soft">{t("text")}</p>
      {missing.length > 0 && <Missing gaps={missing} />}
      {unset.length === 0 && (
        <form
          id="export-datev"
          method="post"
          encType="multipart/form-data"
          action={`${deskHref(moneyPath("invoices"), locale)}/datev`}
          className="grid items-end gap-4 sm:grid-cols-[1fr_auto]"
        >
          <PeriodField id="datev-period" groups={groups} chosen={answer?.period} />
          <Button type="submit" variant="outline">
            {t("download")}
          </Button>
        </form>
      )}
    </div>
  )
}

function Missing({ gaps }: { gaps: Gap[] }) {
  const [t, locale] = [useTranslations("bank.datev"), useLocale()]
  return (
    <Notice tone="mark" title={t("missing")}>
      <ul className="grid list-disc gap-1 pl-5">
        {gaps.map((gap) => (
          <li key={JSON.stringify(gap)}>
            {gap.gap === "rate"
              ? t("gaps.rate", { rate: (gap.rateBasisPoints / 100).toLocaleString(locale) })
              : t(`gaps.${gap.gap}`)}
          </li>
        ))}
      </ul>
      <p>
        <a href={deskHref("/organizer/settings/invoicing", locale)} className="inline-block py-2.5">
          {t("toSettings")}
        </a>
      </p>
    </Notice>
  )
}
