import { useTranslations } from "next-intl"
import { TextField, TickField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { Group } from "./group"
import { stepRows } from "./format-form"

/** What giving a seat back and moving it costs: presets, the steps row by row, and what is free. */
export function TermsFields({ shown }: { shown: Record<string, string> }) {
  const t = useTranslations("desk.formats")
  const pending = useTranslations("desk")("pending")
  return (
    <Group title={t("terms")} lead={t("termsLead")} id="format-terms.steps">
      <div className="flex flex-wrap gap-3 sm:col-span-2">
        {(["pilot", "standard"] as const).map((preset) => (
          <SubmitButton key={preset} name="preset" value={preset} variant="outline" size="small" pendingLabel={pending}>
            {t(`presets.${preset}`)}
          </SubmitButton>
        ))}
      </div>
      {stepRows(shown).flatMap((row) =>
        (["daysBefore", "percent"] as const).map((part) => (
          <TextField
            key={`${row}-${part}`}
            name={`terms.steps.${row}.${part}`}
            label={t(`fields.${part}`, { step: row + 1 })}
            inputMode="numeric"
            defaultValue={shown[`terms.steps.${row}.${part}`]}
          />
        )),
      )}
      <TextField
        name="terms.finalPercent"
        label={t("fields.finalPercent")}
        inputMode="numeric"
        defaultValue={shown["terms.finalPercent"]}
        required
      />
      <TextField
        name="terms.rebookFreeDays"
        label={t("fields.rebookFreeDays")}
        hint={t("rebookHint")}
        inputMode="numeric"
        defaultValue={shown["terms.rebookFreeDays"]}
      />
      <div className="sm:col-span-2">
        <TickField name="terms.waivedWhenRefilled" defaultChecked={shown["terms.waivedWhenRefilled"] === "on"}>
          {t("fields.waivedWhenRefilled")}
        </TickField>
        <p className="text-sm text-soft">{t("substituteFree")}</p>
      </div>
    </Group>
  )
}
