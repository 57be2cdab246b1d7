import { useTranslations } from "next-intl"
import { EmailField } from "@/components/people/email-field"
import { SelectField, TextField } from "@/components/ui/form"
import { type Admission, isAdmitted } from "@/lib/people/rules-admission"
import { participantRoles } from "@/lib/people/schema"
import { CompanyFields, WishFields } from "./round-fields"

/**
 * Who takes part: the fields of `guestInput`, named as the API names them; of the roles those that the format admits.
 * @param substitute of a closed round asks only what is not known where it is a colleague
 */
export function ParticipantFields({
  admission,
  emailHint,
  company,
  substitute = false,
}: {
  admission: Admission
  emailHint?: React.ReactNode
  company?: string
  substitute?: boolean
}) {
  const t = useTranslations("booking")
  const optional = useTranslations("common")("optional")
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-[6rem_1fr_1fr] sm:gap-4">
        <TextField
          name="participant.title"
          label={t("participant.title")}
          note={optional}
          maxLength={40}
          autoComplete="honorific-prefix"
          className="max-sm:max-w-40"
        />
        <TextField
          name="participant.givenName"
          label={t("participant.givenName")}
          required
          maxLength={80}
          autoComplete="given-name"
        />
        <TextField
          name="participant.familyName"
          label={t("participant.familyName")}
          required
          maxLength={80}
          autoComplete="family-name"
        />
      </div>
      <TextField
        name="participant.company"
        label={t("participant.company")}
        required
        maxLength={160}
        autoComplete="organization"
        defaultValue={company}
      />
      <SelectField
        name="participant.role"
        label={t("participant.role")}
        required
        options={[
          { value: "", label: t("participant.rolePlaceholder") },
          ...participantRoles
            .filter((role) => isAdmitted(role, admission))
            .map((role) => ({ value: role, label: t(`roles.${role}`) })),
        ]}
      />
      {admission.round === "closed" && (
        <CompanyFields required={!substitute} hint={substitute ? t("round.substituteHint") : undefined} />
      )}
      <EmailField name="participant.email" label={t("participant.email")} hint={emailHint} />
      <TextField
        name="participant.phone"
        label={t("participant.phone")}
        note={optional}
        hint={t("participant.phoneHint")}
        type="tel"
        maxLength={30}
        autoComplete="tel"
      />
      {admission.round === "closed" && !substitute && <WishFields />}
    </>
  )
}
