import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"
import { sellerGaps } from "@/lib/invoices/content"
import { vatRows } from "@/lib/payments/rules-vat"
import type { SettingsData } from "@/lib/sessions/schema"

/** Whether anything is issued, and what is missing until it is. */
export function Readiness({ house }: { house: SettingsData }) {
  const t = useTranslations("money.settings.state")
  const rows = vatRows(house.invoicing.smallBusiness)
  const confirmed = rows.filter(({ row }) => house.invoicing.confirmedVatRows.includes(row)).length
  const gaps = sellerGaps(house, "xrechnung")
  const none = gaps.some((gap) => gap !== "phone") || confirmed === 0
  const some = !none && (gaps.length > 0 || confirmed < rows.length)
  return (
    <Notice tone={none ? "mark" : "accent"} title={t(none ? "none" : some ? "some" : "all")}>
      {(none || some) && (
        <ul className="grid list-disc gap-1 pl-5">
          {gaps.map((gap) => (
            <li key={gap}>{t(`gaps.${gap}`)}</li>
          ))}
          {confirmed < rows.length && <li>{t("gaps.rows", { count: rows.length - confirmed, all: rows.length })}</li>}
        </ul>
      )}
    </Notice>
  )
}
