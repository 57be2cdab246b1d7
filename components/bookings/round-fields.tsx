import { useTranslations } from "next-intl"
import { SelectField, TickField } from "@/components/ui/form"
import { industries, mostWishes, sizeBands } from "@/lib/people/schema"
import { ConflictWishes } from "./conflict-wishes"

/** What a closed round asks of the company: which industry and how large. `prefix` is where its names begin. */
export function CompanyFields({
  prefix = "participant.",
  required = true,
  hint,
}: {
  prefix?: string
  required?: boolean
  hint?: string
}) {
  const t = useTranslations("booking")
  const optional = useTranslations("common")("optional")
  const [note, choose] = [required ? undefined : optional, t("participant.rolePlaceholder")]
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2 sm:gap-4">
      <SelectField
        name={`${prefix}industry`}
        label={t("round.industry")}
        hint={hint}
        note={note}
        required={required}
        options={[
          { value: "", label: choose },
          ...industries.options.map((value) => ({ value, label: withCapital(t(`industries.${value}`)) })),
        ]}
      />
      <SelectField
        name={`${prefix}sizeBand`}
        label={t("round.sizeBand")}
        note={note}
        required={required}
        options={[
          { value: "", label: choose },
          ...sizeBands.options.map((value) => ({ value, label: t(`sizeBands.${value}`) })),
        ]}
      />
    </div>
  )
}

/** What stands in the middle of a sentence elsewhere. */
const withCapital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** What a closed round asks on the way into it, as far as the booking has not said it yet. */
export function RoundAnswers({ lacks: { company, noSales } }: { lacks: { company: boolean; noSales: boolean } }) {
  const t = useTranslations("booking")
  if (!company && !noSales) return null
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-4 font-serif text-lg font-medium">{t("round.answers")}</legend>
      {company && <CompanyFields />}
      {noSales && <TickField name="noSales">{t("agree.noSales")}</TickField>}
    </fieldset>
  )
}

/** With whom somebody does not want to sit, for the few who need it. */
export function WishFields() {
  const t = useTranslations("booking.round")
  return (
    <ConflictWishes
      summary={t("wishes")}
      label={t("wishesLabel")}
      note={useTranslations("common")("optional")}
      hint={t("wishesHint", { most: mostWishes })}
    />
  )
}
