import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { ContactFields } from "@/components/desk/contact-fields"
import { ActionForm, HiddenField, SelectField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
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
  const t = await getTranslations("people")
  return (
    <PersonFormPage person={person} title={t("edit.title")} lead={t("edit.lead")}>
      <ActionForm id="edit" action={editPersonAction}>
        <input type="hidden" name="personId" value={person.id} />
        <HiddenField name="revision" value={person.revision} />
        <ContactFields known={person} emailHint={t("edit.emailHint")} />
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
