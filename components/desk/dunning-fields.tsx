import { useTranslations } from "next-intl"
import { TextField, TickField } from "@/components/ui/form"
import type { Dunning } from "@/lib/sessions/schema-dunning"

/** When somebody who has not paid is reminded, and by whom. */
export function DunningFields({ dunning }: { dunning: Dunning }) {
  const t = useTranslations("dunning.settings")
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-3">
        {(["first", "second", "last"] as const).map((name, index) => (
          <TextField
            key={name}
            name={`days.${index}`}
            label={t(name)}
            hint={t("days")}
            inputMode="numeric"
            required
            defaultValue={dunning.days[index]}
          />
        ))}
      </div>
      <div className="grid gap-1">
        <TickField name="byItself" defaultChecked={dunning.byItself}>
          {t("byItself")}
        </TickField>
        <p className="text-sm text-soft">{t("byItselfHint")}</p>
      </div>
    </>
  )
}
