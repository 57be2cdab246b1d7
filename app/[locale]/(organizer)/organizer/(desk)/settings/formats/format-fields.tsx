import { useTranslations } from "next-intl"
import { SelectField, TextAreaField, TextField, TickField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { signedHosts } from "@/lib/meeting-servers"
import { participantRoles } from "@/lib/people/schema"
import { guaranteeRules, offeredWays } from "@/lib/sessions/schema"
import { Group } from "./group"
import { textFields } from "./format-form"
import { TermsFields } from "./terms-fields"

type Props = { shown: Record<string, string>; isNew?: boolean; gross?: string }

/** All fields of a format. `shown` has their values by name; a new format also says whether it has seats. */
export function FormatFields({ shown, isNew, gross }: Props) {
  const t = useTranslations("desk.formats")
  const roles = useTranslations("booking.roles")
  const optional = useTranslations("common")("optional")
  const pending = useTranslations("desk")("pending")
  const signed = useTranslations("desk.access")
  const hosts = signedHosts().join(", ")
  const number = (
    name: "lengthMinutes" | "capacity" | "minimum" | "decisionWorkingDays" | "position",
    hint?: string,
    required = true,
  ) => (
    <TextField
      name={name}
      label={t(`fields.${name}`)}
      hint={hint}
      inputMode="numeric"
      defaultValue={shown[name]}
      required={required}
    />
  )
  return (
    <>
      <Texts locale="de" shown={shown} />
      {isNew && (
        <div>
          <SubmitButton variant="outline" pendingLabel={pending}>
            {t("saveUsual")}
          </SubmitButton>
        </div>
      )}
      <Group title={t("basics")}>
        {number("lengthMinutes")}
        <Choice name="place" options={["online", "on_site"]} shown={shown} />
        <TextField
          name="meetingUrl"
          label={t("fields.meetingUrl")}
          hint={hosts ? `${t("meetingUrlHint")} ${signed("signedAt", { hosts })}` : t("meetingUrlHint")}
          note={optional}
          type="url"
          inputMode="url"
          maxLength={1000}
          spellCheck={false}
          autoComplete="off"
          defaultValue={shown.meetingUrl}
        />
        <TextField
          name="placeText"
          label={t("fields.placeText")}
          hint={t("placeTextHint")}
          note={optional}
          maxLength={200}
          defaultValue={shown.placeText}
        />
        {number("capacity", t("capacityHint"))}
        {number("minimum", t("minimumHint"))}
        {number("decisionWorkingDays", t("decisionWorkingDaysHint"))}
        <Choice name="guarantee" options={[...guaranteeRules]} shown={shown} hint={t("guaranteeHint")} />
        {isNew && <Choice name="kind" options={["group", "individual"]} shown={shown} />}
        {!isNew && number("position", t("positionHint"), false)}
      </Group>
      <Group title={t("admission")} lead={t("admissionLead")}>
        <Choice name="admission" options={["reviewed", "instant", "closed"]} shown={shown} />
        <TextField
          name="decisionTimes"
          label={t("fields.decisionTimes")}
          hint={t("decisionTimesHint")}
          defaultValue={shown.decisionTimes}
          required
        />
        <fieldset>
          <legend className="mb-0.5 text-sm font-[540]">{t("roles")}</legend>
          {participantRoles.map((role) => (
            <TickField key={role} name={`roles.${role}`} defaultChecked={shown[`roles.${role}`] === "on"}>
              {roles(role)}
            </TickField>
          ))}
          <p className="text-sm text-soft">{t("rolesHint")}</p>
        </fieldset>
        <p className="text-sm text-soft">{t("closedHint")}</p>
      </Group>
      <Group title={t("price")}>
        <TextField
          name="priceNetCents"
          label={t("fields.priceNetCents")}
          hint={gross ? t("priceHintGross", { gross }) : t("priceHint")}
          note={optional}
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
        <fieldset>
          <legend className="mb-0.5 text-sm font-[540]">{t("payBy")}</legend>
          {offeredWays.map((way) => (
            <TickField key={way} name={`payBy.${way}`} defaultChecked={shown[`payBy.${way}`] === "on"}>
              {t(`fields.${way}`)}
            </TickField>
          ))}
          <p className="text-sm text-soft">{t("payByHint")}</p>
        </fieldset>
        <TextField
          name="invoiceDays"
          label={t("fields.invoiceDays")}
          hint={t("invoiceDaysHint")}
          inputMode="numeric"
          defaultValue={shown.invoiceDays}
        />
      </Group>
      <TermsFields shown={shown} />
      <Texts locale="en" shown={shown} />
    </>
  )
}

function Choice({
  name,
  options,
  shown,
  hint,
}: {
  name: "kind" | "place" | "admission" | "guarantee"
  options: string[]
  shown: Record<string, string>
  hint?: string
}) {
  const t = useTranslations("desk.formats")
  return (
    <SelectField
      name={name}
      label={t(`fields.${name}`)}
      hint={hint}
      defaultValue={shown[name]}
      options={options.map((value) => ({ value, label: t(`${name}s.${value}` as "kinds.group") }))}
    />
  )
}

/** German is asked for, English may be left out: then all of it. */
function Texts({ locale, shown }: { locale: "de" | "en"; shown: Record<string, string> }) {
  const t = useTranslations("desk.formats")
  const optional = useTranslations("common")("optional")
  return (
    <Group title={t(`texts.${locale}`)} lead={t(`textsLead.${locale}`)}>
      {textFields.map(({ name, long, optional: free }) => {
        const field = `texts.${locale}.${name}`
        const Control = long ? TextAreaField : TextField
        return (
          <Control
            key={name}
            name={field}
            label={t(`fields.${name}`)}
            note={free && locale === "de" ? optional : undefined}
            hint={name === "shortName" ? t("shortNameHint") : undefined}
            required={!free && locale === "de"}
            defaultValue={shown[field]}
            lang={locale}
            className={long || name === "quote" ? "sm:col-span-2" : undefined}
          />
        )
      })}
      <TextAreaField
        name={`texts.${locale}.agenda`}
        label={t("fields.agenda")}
        hint={t("agendaHint")}
        note={locale === "de" ? optional : undefined}
        rows={6}
        defaultValue={shown[`texts.${locale}.agenda`]}
        lang={locale}
        className="sm:col-span-2"
      />
    </Group>
  )
}
