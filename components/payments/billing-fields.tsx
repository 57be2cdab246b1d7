import { useLocale, useTranslations } from "next-intl"
import { SelectField, TextField } from "@/components/ui/form"
import { countries } from "@/lib/bookings/schema-billing"
import type { BillingInput } from "@/lib/bookings/schema-billing"

type Props = {
  /** What is known already. */
  shown?: BillingInput
  /** For whoever gets the invoices: not who else does, and once one is issued not what decides the tax. */
  only?: "not mailboxes" | "not tax"
}

/** Who is billed: the fields of `billingInput`, named as the API names them. */
export function BillingFields({ shown, only }: Props) {
  const t = useTranslations("payments.billing")
  const optional = useTranslations("common")("optional")
  const locale = useLocale()
  return (
    <>
      <TextField
        name="billing.company"
        label={t("company")}
        note={optional}
        hint={shown ? undefined : t("companyHint")}
        maxLength={160}
        autoComplete="billing organization"
        defaultValue={shown?.company}
      />
      <TextField
        name="billing.street"
        label={t("street")}
        required
        maxLength={120}
        autoComplete="billing street-address"
        defaultValue={shown?.street}
      />
      <div className="grid gap-5 sm:grid-cols-[8rem_1fr] sm:gap-4">
        <TextField
          name="billing.postalCode"
          label={t("postalCode")}
          required
          maxLength={12}
          autoComplete="billing postal-code"
          defaultValue={shown?.postalCode}
        />
        <TextField
          name="billing.city"
          label={t("city")}
          required
          maxLength={80}
          autoComplete="billing address-level2"
          defaultValue={shown?.city}
        />
      </div>
      {only !== "not tax" && (
        <>
          <SelectField
            name="billing.country"
            label={t("country")}
            required
            defaultValue={shown?.country ?? "DE"}
            options={countryNames(locale)}
          />
          <TextField
            name="billing.vatId"
            label={t("vatId")}
            note={optional}
            hint={t("vatIdHint")}
            maxLength={24}
            spellCheck={false}
            autoComplete="off"
            defaultValue={shown?.vatId}
          />
        </>
      )}
      {!only && (
        <TextField
          name="billing.emails"
          label={t("emails")}
          note={optional}
          hint={t("emailsHint")}
          maxLength={770}
          spellCheck={false}
          autoComplete="billing email"
          defaultValue={shown?.emails?.join(", ")}
        />
      )}
      <details className="text-[0.9375rem]">
        <summary className="flex min-h-11 cursor-pointer items-center underline decoration-rule underline-offset-[0.22em]">
          {t("more")}
        </summary>
        <div className="grid gap-5 pt-2">
          {(["poNumber", "costCentre", "buyerReference"] as const).map((name) => (
            <TextField
              key={name}
              name={`billing.${name}`}
              label={t(name)}
              note={optional}
              hint={name === "buyerReference" ? t("buyerReferenceHint") : undefined}
              maxLength={60}
              autoComplete="off"
              defaultValue={shown?.[name]}
            />
          ))}
        </div>
      </details>
    </>
  )
}

/** The same as a part of a form that is about something else. */
export function BillingGroup() {
  const t = useTranslations("payments")
  return (
    <fieldset className="mt-2 grid gap-5">
      <legend className="mb-4 font-serif text-lg font-medium">{t("billing.title")}</legend>
      <p className="text-[0.9375rem]">{t("only", { way: t("ways.invoice") })}</p>
      <BillingFields />
    </fieldset>
  )
}

function countryNames(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" })
  const order = new Intl.Collator(locale).compare
  return countries.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => order(a.label, b.label))
}
