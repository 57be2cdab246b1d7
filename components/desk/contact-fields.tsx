import { useTranslations } from "next-intl"
import { EmailField } from "@/components/people/email-field"
import { SelectField, TextField } from "@/components/ui/form"
import { type ContactInput, participantRoles } from "@/lib/people/schema"
import { locales } from "@/lib/sessions/schema"

type Props = { known: { [Field in keyof ContactInput]?: string | null }; emailHint?: string }

/** Who somebody is and where mails reach them, as the organizer types it. */
export function ContactFields({ known, emailHint }: Props) {
  const [t, roles] = [useTranslations("booking.participant"), useTranslations("booking.roles")]
  const [desk, optional] = [useTranslations("desk"), useTranslations("common")("optional")]
  const { title, givenName, familyName, company, role, locale, email, phone } = known
  return (
    <>
      <TextField
        name="title"
        label={t("title")}
        note={optional}
        defaultValue={title}
        maxLength={40}
        className="sm:max-w-48"
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="givenName" label={t("givenName")} defaultValue={givenName} required maxLength={80} />
        <TextField name="familyName" label={t("familyName")} defaultValue={familyName} required maxLength={80} />
      </div>
      <TextField name="company" label={t("company")} defaultValue={company} required maxLength={160} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="role"
          label={t("role")}
          defaultValue={role}
          required
          options={participantRoles.map((value) => ({ value, label: roles(value) }))}
        />
        <SelectField
          name="locale"
          label={desk("add.locale")}
          defaultValue={locale}
          options={locales.map((value) => ({ value, label: desk(`languages.${value}`) }))}
        />
      </div>
      <EmailField name="email" label={t("email")} hint={emailHint} defaultValue={email} autoComplete="off" />
      <TextField name="phone" label={t("phone")} type="tel" note={optional} defaultValue={phone} maxLength={30} />
    </>
  )
}
