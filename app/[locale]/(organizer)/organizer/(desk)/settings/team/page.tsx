import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { Badge } from "@/components/ui/badge"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { teamRoles } from "@/lib/people/schema"
import { DoneNotice } from "../../../done-notice"
import { addTeamMemberAction, removeTeamMemberAction } from "../actions"
import { SettingsCrumb } from "../settings-crumb"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("teamTitle") }
}

export default async function TeamPage({ searchParams }: Props) {
  const viewer = await requireTeam({ may: runsHouse, path: "/organizer/settings/team" })
  const [t, team] = [await getTranslations("desk"), await listTeam()]
  return (
    <>
      <SettingsCrumb here={t("settings.teamTitle")} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-8 text-3xl">{t("settings.teamTitle")}</h1>
      <ul className="mb-12 max-w-[44em]">
        {team.map(({ id, name, email, role }) => (
          <li
            key={id}
            className="grid gap-x-6 gap-y-2 border-t border-line py-4 sm:grid-cols-[1fr_auto] sm:items-center"
          >
            <div>
              <p>
                {name} <Badge tone="plain">{t(`roles.${role}`)}</Badge>
              </p>
              <p className="text-[0.9375rem] break-all text-soft">{email}</p>
            </div>
            {id !== viewer.id && (
              <ActionForm id={`remove-${id}`} action={removeTeamMemberAction} className="grid gap-3">
                <input type="hidden" name="teamMemberId" value={id} />
                <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
                  {t("settings.remove")}
                  <span className="sr-only">: {name}</span>
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        ))}
      </ul>
      <h2 className="mb-4">{t("settings.addTitle")}</h2>
      <ActionForm id="add-member" action={addTeamMemberAction}>
        <TextField name="name" label={t("settings.name")} required maxLength={120} />
        <TextField name="email" label={t("signIn.email")} type="email" required maxLength={254} />
        <SelectField
          name="role"
          label={t("settings.role")}
          hint={t("settings.roleHint")}
          defaultValue="organizer"
          options={teamRoles.map((value) => ({ value, label: t(`roles.${value}`) }))}
        />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("settings.add")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
