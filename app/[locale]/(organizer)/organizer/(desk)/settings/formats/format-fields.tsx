import { useTranslations } from "next-intl"
import { SelectField, TextAreaField, TextField, TickField } from "@/components/ui/form"
import { termSteps, textFields } from "./format-form"

/** All fields of a format. `shown` has their values by name; a new format also says whether it has seats. */
export function FormatFields({ shown, isNew }: { shown: Record<string, string>; isNew?: boolean }) {
  const t = useTranslations("desk.formats")
  const number = (name: string, label: string, extra: { hint?: string; required?: boolean } = {}) => (
    <TextField name={name} label={label} inputMode="numeric" defaultValue={shown[name]} {...extra} />
  )
  return (
    <>
      <Group title={t("basics")}>
        {isNew && <Choice name="kind" options={["group", "individual"]} shown={shown} />}
        <Choice name="place" options={["online", "on_site"]} shown={shown} />
        {number("lengthMinutes", t("fields.lengthMinutes"), { required: true })}
        {number("capacity", t("fields.capacity"), { required: true, hint: t("capacityHint") })}
        {number("minimum", t("fields.minimum"), { required: true })}
        <Choice name="admission" options={["reviewed", "instant"]} shown={shown} />
        <TextField
          name="decisionTimes"
          label={t("fields.decisionTimes")}
          hint={t("decisionTimesHint")}
          defaultValue={shown.decisionTimes}
          required
        />
        {number("position", t("fields.position"), { hint: t("positionHint") })}
      </Group>
      <Group title={t("price")}>
        <TextField
          name="priceNetCents"
          label={t("fields.priceNetCents")}
          hint={t("priceHint")}
          inputMode="decimal"
          defaultValue={shown.priceNetCents}
        />
        <TextField
          name="vatRateBasisPoints"
          label={t("fields.vatRateBasisPoints")}
          inputMode="decimal"
          defaultValue={shown.vatRateBasisPoints}
          required
        />
      </Group>
      <Group title={t("terms")} lead={t("termsLead")} id="format-terms.steps">
        {termSteps.flatMap((row) => [
          <div key={`${row}-days`}>{number(`terms.steps.${row}.daysBefore`, t("fields.daysBefore"))}</div>,
          <div key={`${row}-percent`}>{number(`terms.steps.${row}.percent`, t("fields.percent"))}</div>,
        ])}
        {number("terms.finalPercent", t("fields.finalPercent"), { required: true })}
        <div className="sm:col-span-2">
          <TickField name="terms.waivedWhenRefilled" defaultChecked={shown["terms.waivedWhenRefilled"] === "on"}>
            {t("fields.waivedWhenRefilled")}
          </TickField>
        </div>
      </Group>
      <Texts locale="de" shown={shown} />
      <Texts locale="en" shown={shown} />
    </>
  )
}

function Choice({
  name,
  options,
  shown,
}: {
  name: "kind" | "place" | "admission"
  options: string[]
  shown: Record<string, string>
}) {
  const t = useTranslations("desk.formats")
  return (
    <SelectField
      name={name}
      label={t(`fields.${name}`)}
      defaultValue={shown[name]}
      options={options.map((value) => ({ value, label: t(`${name}s.${value}` as "kinds.group") }))}
    />
  )
}

function Texts({ locale, shown }: { locale: "de" | "en"; shown: Record<string, string> }) {
  const t = useTranslations("desk.formats")
  const optional = useTranslations("common")("optional")
  return (
    <Group title={t(`texts.${locale}`)}>
      {textFields.map(({ name, long, optional: free }) => {
        const field = `texts.${locale}.${name}`
        const common = { name: field, label: t(`fields.${name}`), note: free ? optional : undefined, required: !free }
        const Control = long ? TextAreaField : TextField
        return (
          <Control
            key={name}
            {...common}
            defaultValue={shown[field]}
            className={long || free ? "sm:col-span-2" : undefined}
          />
        )
      })}
      <TextAreaField
        name={`texts.${locale}.agenda`}
        label={t("fields.agenda")}
        hint={t("agendaHint")}
        note={optional}
        rows={6}
        defaultValue={shown[`texts.${locale}.agenda`]}
        className="sm:col-span-2"
      />
    </Group>
  )
}

function Group({
  title,
  lead,
  id,
  children,
}: {
  title: string
  lead?: string
  id?: string
  children: React.ReactNode
}) {
  return (
    <fieldset id={id} className="grid gap-5">
      <legend className="mb-4 font-serif text-2xl">{title}</legend>
      {lead && <p className="max-w-[34em] text-soft">{lead}</p>}
      <div className="grid items-start gap-5 sm:grid-cols-2">{children}</div>
    </fieldset>
  )
}
