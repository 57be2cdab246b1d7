import { useTranslations } from "next-intl"
import { Button, buttonClass } from "@/components/ui/button"
import { classNames } from "@/components/ui/class-names"
import { AskForm, ChoiceField, type FormAnswer, SelectField, TextField, TickField } from "@/components/ui/form"
import type { TeamMember } from "@/lib/people/queries"
import { mostDates } from "@/lib/sessions/schema-series"
import { DetailFields, ZoneField } from "../session-fields"
import { nths, pickedOf, rhythms } from "./wish"

type Format = { id: string; texts: { shortName: string } }

/** The fields that are seldom touched; where one of them was refused they are open. */
const details = ["timeZone", "language", "hostId", "placeText", "capacity", "minimum"]

/** One date or several: the same form. It only asks; the page answers with the dates. */
export function WishForm({
  action,
  answer,
  formats,
  team,
  region,
  open,
  now,
}: {
  action: string
  answer: NonNullable<FormAnswer>
  formats: Format[]
  team: TeamMember[]
  /** Whose holidays are skipped. */
  region: string
  open: boolean
  now: Date
}) {
  const t = useTranslations("series.new")
  const desk = useTranslations("desk")
  return (
    <AskForm id="dates" action={action} answer={answer} className="group grid max-w-[34em] gap-5">
      <input type="hidden" name="look" value="1" />
      <SelectField
        name="formatId"
        label={desk("session.format")}
        required
        options={formats.map(({ id, texts }) => ({ value: id, label: texts.shortName }))}
      />
      <ChoiceField
        name="dates"
        label={t("dates")}
        options={(["one", "several"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField
        name="localStart"
        type="datetime-local"
        step={300}
        label={t("start")}
        hint={t("startHint")}
        required
        className="sm:max-w-80"
      />
      {/* Shown by the style sheet, so that a choice needs neither a script nor a round trip. */}
      <div className="hidden gap-5 border-l-2 border-line pl-5 group-has-[input[value=several]:checked]:grid">
        <RuleFields picked={pickedOf(answer.values).length} region={region} />
      </div>
      <details open={open || details.some((name) => answer.errors[name])}>
        <summary className={buttonClass({ variant: "quiet", size: "small" })}>{t("details")}</summary>
        <div className="mt-3 grid gap-5">
          <TextField
            name="capacity"
            label={desk("fields.capacity")}
            hint={t("fromFormat")}
            {...{ type: "number", inputMode: "numeric", min: 1, max: 500 }}
            className="sm:max-w-48"
          />
          <DetailFields team={team} minimumHint={t("fromFormat")} />
          <ZoneField timeZone={answer.values.timeZone ?? ""} now={now} />
        </div>
      </details>
      <div>
        <Button type="submit">{t("look")}</Button>
      </div>
    </AskForm>
  )
}

function RuleFields({ picked, region }: { picked: number; region: string }) {
  const t = useTranslations("series.new")
  const byRule = "group-has-[option[value=picked]:checked]:hidden"
  return (
    <>
      <SelectField
        name="rhythm"
        label={t("rhythm")}
        hint={t("rhythmHint")}
        options={rhythms.map((value) => ({ value, label: t(`rhythms.${value}`) }))}
      />
      <div className="hidden group-has-[option[value=monthly]:checked]:grid">
        <SelectField
          name="nth"
          label={t("nth")}
          options={nths.map((value) => ({ value, label: t(`nths.${value}`) }))}
        />
      </div>
      <div className={classNames("grid gap-5 sm:grid-cols-2", byRule)}>
        <TextField
          name="count"
          label={t("count")}
          {...{ type: "number", inputMode: "numeric", min: 1, max: mostDates }}
        />
        <TextField name="until" type="date" label={t("until")} />
      </div>
      <fieldset className="hidden group-has-[option[value=picked]:checked]:block">
        <legend className="text-sm font-[540]">{t("pickedDays")}</legend>
        <p className="mb-3 text-sm text-soft">{t("pickedHint")}</p>
        <div className="grid gap-3 sm:grid-cols-2">
          {Array.from({ length: Math.min(mostDates - 1, Math.max(5, picked + 3)) }, (_, index) => (
            <TextField
              key={index}
              name={`picked.${index + 1}`}
              type="date"
              label={t("pickedDay", { number: index + 2 })}
            />
          ))}
        </div>
      </fieldset>
      <div className={byRule}>
        <TickField name="skipHolidays">{t("skipHolidays", { region })}</TickField>
      </div>
    </>
  )
}
