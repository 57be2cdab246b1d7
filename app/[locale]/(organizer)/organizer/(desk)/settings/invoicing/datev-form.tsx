import { useLocale, useTranslations } from "next-intl"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { usualAccount } from "@/lib/invoices/rules-datev"
import type { SettingsData } from "@/lib/sessions/schema"
import { type AccountName, charts, otherAccounts, revenueCases } from "@/lib/sessions/schema-datev"
import { saveDatevAction } from "./actions"

/** How the tax adviser keeps the books; an account that is left empty is the chart's. */
export function DatevForm({ datev }: Pick<SettingsData, "datev">) {
  const [t, desk, locale] = [useTranslations("bank.settings"), useTranslations("desk"), useLocale()]
  const month = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" })
  const account = (name: AccountName) => ({
    name: `accounts.${name}`,
    label: t(`accounts.${name}`),
    hint: usualOf(name),
    inputMode: "numeric" as const,
    maxLength: 9,
    defaultValue: datev.accounts[name],
  })
  const usualOf = (name: AccountName) => {
    const usual = usualAccount(datev, name)
    return usual ? t("usual", { account: usual }) : undefined
  }
  return (
    <section aria-labelledby="datev-title">
      <div className="mb-5 grid max-w-[38em] gap-3">
        <h2 id="datev-title">{t("title")}</h2>
        <p className="text-soft">{t("lead")}</p>
      </div>
      <ActionForm id="datev" action={saveDatevAction} className="grid max-w-[44em] gap-8">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <TextField
            name="consultant"
            label={t("consultant")}
            inputMode="numeric"
            maxLength={7}
            defaultValue={datev.consultant}
          />
          <TextField name="client" label={t("client")} inputMode="numeric" maxLength={5} defaultValue={datev.client} />
          <SelectField
            name="chart"
            label={t("chart")}
            defaultValue={datev.chart ?? ""}
            options={[{ value: "", label: t("chartUnset") }, ...charts.map((value) => ({ value, label: value }))]}
          />
          <SelectField
            name="accountLength"
            label={t("accountLength")}
            defaultValue={String(datev.accountLength)}
            options={[4, 5, 6, 7, 8].map((length) => ({ value: String(length), label: t("digits", { length }) }))}
          />
          <SelectField
            name="fiscalMonth"
            label={t("fiscalMonth")}
            defaultValue={String(datev.fiscalMonth)}
            options={Array.from({ length: 12 }, (_, index) => ({
              value: String(index + 1),
              label: t("first", { month: month.format(new Date(Date.UTC(2026, index, 1))) }),
            }))}
          />
        </div>
        <div className="grid items-start gap-5 sm:grid-cols-2">
          {otherAccounts.map((name) => (
            <TextField
              key={name}
              {...account(name)}
              hint={name === "bank" || name === "transit" ? usualOf(name) : t(`hints.${name}`)}
            />
          ))}
        </div>
        <div className="grid gap-5">
          <h3 className="text-lg">{t("revenue")}</h3>
          <p className="max-w-[38em] text-[0.9375rem] text-soft">{t("revenueText")}</p>
          {revenueCases.map((name) => (
            <div key={name} className="grid items-start gap-5 sm:grid-cols-[1fr_11rem]">
              <TextField {...account(name)} />
              <TextField
                name={`taxKeys.${name}`}
                label={
                  <>
                    {t("taxKey")}
                    <span className="sr-only">: {t(`accounts.${name}`)}</span>
                  </>
                }
                inputMode="numeric"
                maxLength={4}
                defaultValue={datev.taxKeys[name]}
              />
            </div>
          ))}
        </div>
        <div>
          <SubmitButton pendingLabel={desk("pending")}>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
