import { useTranslations } from "next-intl"
import { FieldAnswer } from "@/components/ui/field-answer"
import { ChoiceField, HiddenField, SeenWhenValue, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { WayToPay } from "@/lib/sessions/schema"
import { BillingFields } from "./billing-fields"

/** How it is paid, who is billed and a voucher: only where something is to be paid. */
export function PaymentFields({ ways }: { ways: WayToPay[] }) {
  const t = useTranslations("payments")
  const check = useTranslations("billing.voucher")
  const optional = useTranslations("common")("optional")
  return (
    <fieldset className="mt-2 grid gap-5">
      <legend className="mb-4 font-serif text-lg font-medium">{t("legend")}</legend>
      {/* Nobody is billed for nothing. */}
      <SeenWhenValue name="shownFree" is="">
        {ways.length > 1 ? (
          <ChoiceField
            name="payment"
            label={t("payBy")}
            defaultValue={ways[0]}
            options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
          />
        ) : (
          <>
            <HiddenField name="payment" value={ways[0] ?? "invoice"} />
            <p className="text-[0.9375rem]">{t("only", { way: t(`ways.${ways[0] ?? "invoice"}`) })}</p>
          </>
        )}
        <BillingFields />
      </SeenWhenValue>
      <TextField
        name="voucher"
        label={t("voucher")}
        note={optional}
        hint={t("voucherHint")}
        maxLength={40}
        spellCheck={false}
        autoComplete="off"
        className="sm:max-w-80"
      />
      <FieldAnswer name="voucher" className="max-w-[34em] border-l-2 border-accent py-1 pl-5 text-[0.9375rem]" />
      {/* Return books, wherever it is pressed: the first button of a form is the one that it presses. */}
      <button type="submit" hidden />
      <span>
        <SubmitButton name="step" value="voucher" variant="outline" size="small" pendingLabel={check("pending")}>
          {check("check")}
        </SubmitButton>
      </span>
    </fieldset>
  )
}
