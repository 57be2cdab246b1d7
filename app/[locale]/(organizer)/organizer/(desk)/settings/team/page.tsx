import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { MemberRow } from "@/components/people/member-row"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { teamRoles } from "@/lib/people/schema"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { addTeamMemberAction } from "./actions"
import { settings } from "../../../../../../settings"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("teamTitle") }
}

/** Who may sign in, who is invited to, and the form that invites. */
export default async function TeamPage({ searchParams }: Props) {
  const viewer = await requireTeam({ may: runsHouse, path: "/organizer/settings/team" })
  const [t, team, locale] = [await getTranslations("desk"), await getTranslations("team.list"), await getLocale()]
  const [members, { timeZone }] = await Promise.all([listTeam(), settings()])
  return (
    <>
      <SettingsCrumb here={t("settings.teamTitle")} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-8 text-3xl">{t("settings.teamTitle")}</h1>
      <ul className="mb-12 max-w-[44em] border-b border-line">
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            own={member.id === viewer.id}
            zone={timeZone}
            href={deskHref(`/organizer/settings/team/${member.id}`, locale)}
          />
        ))}
      </ul>
      <h2 className="mb-1.5">{team("inviteTitle")}</h2>
      <p className="mb-5 max-w-[34em] text-soft">{team("inviteLead")}</p>
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
          <SubmitButton pendingLabel={t("pending")}>{team("invite")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
