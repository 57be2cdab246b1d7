import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { participantRoles } from "@/lib/bookings/schema"
import { runsSessions } from "@/lib/people/policy"
import { openDeskSession } from "../../../../desk-session"
import { addByHandAction } from "../../actions"
import { SessionFormPage } from "../../form-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.add"))("title") }
}

export default async function AddPersonPage({ params }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/add" })
  const [t, labels, roles] = [
    await getTranslations("desk"),
    await getTranslations("booking.participant"),
    await getTranslations("booking.roles"),
  ]
  const optional = (await getTranslations("common"))("optional")
  return (
    <SessionFormPage session={session} title={t("add.title")}>
      <ActionForm id="add" action={addByHandAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <input type="hidden" name="requestId" value={randomUUID()} />
        <Notice title={t("add.free", { free: session.seats.free })}>
          <p className="text-soft">{t("add.lead")}</p>
        </Notice>
        <TextField name="title" label={labels("title")} note={optional} maxLength={40} className="sm:max-w-48" />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField name="givenName" label={labels("givenName")} required maxLength={80} />
          <TextField name="familyName" label={labels("familyName")} required maxLength={80} />
        </div>
        <TextField name="company" label={labels("company")} required maxLength={160} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            name="role"
            label={labels("role")}
            defaultValue="managing_director"
            required
            options={participantRoles.map((role) => ({ value: role, label: roles(role) }))}
          />
          <SelectField
            name="locale"
            label={t("add.locale")}
            defaultValue={locale}
            options={(["de", "en"] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
        </div>
        <TextField name="email" label={labels("email")} type="email" required maxLength={254} />
        <TextField name="phone" label={labels("phone")} type="tel" note={optional} maxLength={30} />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("add.submit")}</SubmitButton>
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}
