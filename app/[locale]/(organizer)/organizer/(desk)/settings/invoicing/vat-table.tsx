import { useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { supplies, type VatRow, vatRows } from "@/lib/payments/rules-vat"
import type { SettingsData } from "@/lib/sessions/schema"
import { confirmVatRowAction } from "./actions"

type Row = ReturnType<typeof vatRows>[number]

/** Every row of the VAT table with what it says and why, each to be confirmed by itself. */
export function VatTable({ invoicing }: { invoicing: SettingsData["invoicing"] }) {
  const t = useTranslations("money.settings.vat")
  const rows = vatRows(invoicing.smallBusiness)
  return (
    <section aria-labelledby="vat" className="grid gap-9">
      <div className="grid max-w-[38em] gap-3">
        <h2 id="vat">{t("title")}</h2>
        <p className="text-soft">{t("lead")}</p>
        <p className="text-soft">{t(invoicing.smallBusiness ? "small" : "standard")}</p>
      </div>
      {supplies.map((supply) => (
        <div key={supply} className="grid gap-2">
          <h3 className="text-lg">{t(`supplies.${supply}.title`)}</h3>
          <p className="max-w-[38em] text-[0.9375rem] text-soft">{t(`supplies.${supply}.text`)}</p>
          <ul className="mt-1.5">
            {rows
              .filter(({ row }) => row.split(".")[1] === supply)
              .map((row) => (
                <RowToConfirm
                  key={row.row}
                  row={row}
                  about={t(`supplies.${supply}.title`)}
                  confirmed={invoicing.confirmedVatRows.includes(row.row)}
                />
              ))}
          </ul>
        </div>
      ))}
      <p className="max-w-[38em] text-[0.9375rem] text-soft">{t("uncovered")}</p>
    </section>
  )
}

function RowToConfirm({ row, about, confirmed }: { row: Row; about: string; confirmed: boolean }) {
  const [t, desk] = [useTranslations("money.settings.vat"), useTranslations("desk")]
  const where = t(`where.${whereOf(row.row)}`)
  const cell = row.textKey ?? "taxed"
  return (
    <li className="grid gap-x-10 gap-y-2 border-t border-line py-3.5 md:grid-cols-[1fr_auto]">
      <div className="grid max-w-[38em] content-start gap-0.5">
        <p>
          <span className="font-[560]">{where}:</span> {t(`cells.${cell}.says`)}
        </p>
        <p className="text-sm text-soft">{t(`cells.${cell}.source`)}</p>
      </div>
      <ActionForm
        id={`vat-${row.row.replaceAll(".", "-")}`}
        action={confirmVatRowAction}
        className="flex flex-wrap items-center gap-x-5 gap-y-1 self-center md:min-w-80 md:justify-end"
      >
        <input type="hidden" name="row" value={row.row} />
        <input type="hidden" name="confirmed" value={confirmed ? "no" : "yes"} />
        {confirmed && <span className="text-[0.9375rem] text-accent">{t("confirmed")}</span>}
        <SubmitButton variant={confirmed ? "quiet" : "outline"} size="small" pendingLabel={desk("pending")}>
          {t(confirmed ? "undo" : "confirm")}
          <span className="sr-only">
            : {about}, {where}
          </span>
        </SubmitButton>
      </ActionForm>
    </li>
  )
}

const whereOf = (row: VatRow) => row.split(".")[2] as "on_site" | "germany" | "eu" | "third_country" | "anywhere"
