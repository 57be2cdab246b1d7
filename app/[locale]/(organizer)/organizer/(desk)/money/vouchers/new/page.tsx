import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { ActionForm, ChoiceField, SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { suggestCode } from "@/lib/payments/suggest-code"
import { keepsMoney } from "@/lib/people/policy"
import { listFormats } from "@/lib/sessions/queries"
import { deskHref } from "../../../../desk-session"
import { moneyPath } from "../../money-places"
import { createVoucherAction } from "../actions"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.vouchers"))("create") }
}

/** A new code: what it takes off, and for whom, how often and until when. */
export default async function NewVoucherPage() {
  await requireTeam({ may: keepsMoney, path: `${moneyPath("vouchers")}/new` })
  const [t, nav, desk, locale] = [
    await getTranslations("money.vouchers"),
    await getTranslations("money.nav"),
    await getTranslations("desk"),
    await getLocale(),
  ]
  const optional = (await getTranslations("common"))("optional")
  const formats = (await listFormats(locale)).filter(({ priceNetCents }) => priceNetCents !== null)
  const steps = [{ href: deskHref(moneyPath("vouchers"), locale), label: nav("vouchers") }]
  return (
    <>
      <Breadcrumb label={desk("session.breadcrumb")} steps={steps} here={t("create")} />
      <h1 className="mt-4 mb-8 text-3xl">{t("create")}</h1>
      <ActionForm id="voucher" action={createVoucherAction} className="grid max-w-[38em] gap-8">
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          defaultValue={suggestCode()}
          required
          maxLength={40}
          autoCapitalize="characters"
          spellCheck={false}
        />
        <div className="grid gap-4">
          <ChoiceField
            name="worth.kind"
            label={t("kind")}
            defaultValue="percent"
            options={(["percent", "amount", "seat"] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <div className="grid items-start gap-5 sm:grid-cols-2">
            <TextField name="worth.percent" label={t("percent")} hint={t("percentHint")} inputMode="numeric" />
            <TextField name="worth.netCents" label={t("amount")} hint={t("amountHint")} inputMode="decimal" />
          </div>
        </div>
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <SelectField
            name="formatId"
            label={t("forFormat")}
            defaultValue=""
            options={[
              { value: "", label: t("everyFormat") },
              ...formats.map(({ id, texts }) => ({ value: id, label: texts.shortName })),
            ]}
          />
          <TextField name="domain" label={t("domain")} note={optional} hint={t("domainHint")} spellCheck={false} />
          <TextField
            name="mostUses"
            label={t("mostUses")}
            hint={t("mostUsesHint")}
            defaultValue={1}
            type="number"
            inputMode="numeric"
            min={1}
            max={10000}
            required
          />
          <TextField name="expiresOn" label={t("expiresOn")} note={optional} hint={t("expiresOnHint")} type="date" />
        </div>
        <div>
          <SubmitButton pendingLabel={desk("pending")}>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
