import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { ActionForm, HiddenField, SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { participantRoles } from "@/lib/bookings/schema"
import { keepsPeople } from "@/lib/people/policy"
import { editReasons } from "@/lib/people/schema"
import { editPersonAction } from "../../actions"
import { openPerson } from "../../open-person"
import { PersonFormPage } from "../../person-form-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.edit"))("title") }
}

export default async function EditPersonPage({ params }: Props) {
  const { person } = await openPerson((await params).id, { may: keepsPeople, path: "/edit" })
  if (person.kind !== "participant") notFound()
  const [t, labels, roles, desk] = [
    await getTranslations("people"),
    await getTranslations("booking.participant"),
    await getTranslations("booking.roles"),
    await getTranslations("desk"),
  ]
  const optional = (await getTranslations("common"))("optional")
  const { title, givenName, familyName, company, role, email, phone, locale } = person
  return (
    <PersonFormPage person={person} title={t("edit.title")} lead={t("edit.lead")}>
      <ActionForm id="edit" action={editPersonAction}>
        <input type="hidden" name="personId" value={person.id} />
        <HiddenField name="revision" value={person.revision} />
        <TextField
          name="title"
          label={labels("title")}
          note={optional}
          defaultValue={title}
          maxLength={40}
          className="sm:max-w-48"
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField name="givenName" label={labels("givenName")} defaultValue={givenName} required maxLength={80} />
          <TextField name="familyName" label={labels("familyName")} defaultValue={familyName} required maxLength={80} />
        </div>
        <TextField name="company" label={labels("company")} defaultValue={company} required maxLength={160} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            name="role"
            label={labels("role")}
            defaultValue={role}
            required
            options={participantRoles.map((value) => ({ value, label: roles(value) }))}
          />
          <SelectField
            name="locale"
            label={desk("add.locale")}
            defaultValue={locale}
            options={(["de", "en"] as const).map((value) => ({ value, label: desk(`languages.${value}`) }))}
          />
        </div>
        <TextField
          name="email"
          label={labels("email")}
          hint={t("edit.emailHint")}
          type="email"
          defaultValue={email}
          required
          maxLength={254}
        />
        <TextField
          name="phone"
          label={labels("phone")}
          type="tel"
          note={optional}
          defaultValue={phone}
          maxLength={30}
        />
        <SelectField
          name="reason"
          label={t("edit.reason")}
          hint={t("edit.reasonHint")}
          defaultValue="asked"
          options={editReasons.map((value) => ({ value, label: t(`edit.reasons.${value}`) }))}
        />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("edit.save")}</SubmitButton>
        </div>
      </ActionForm>
    </PersonFormPage>
  )
}
