import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import type { ReactNode } from "react"
import { ActionForm, type FormAction, SelectField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { findTeamMember, type TeamMember } from "@/lib/people/queries"
import { teamRoles } from "@/lib/people/schema"
import { formatDateTime } from "@/lib/time-zone"
import { DoneNotice } from "../../../../done-notice"
import { changeRoleAction, endMemberSignInsAction, removeTeamMemberAction, resendInvitationAction } from "../actions"
import { settings } from "../../../../../../../settings"
import { SettingsCrumb } from "../../settings-crumb"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("teamTitle") }
}

/** One member: role, sign-ins, and the way out. Everything holds from their next request on. */
export default async function MemberPage({ params, searchParams }: Props) {
  const { id } = await params
  const viewer = await requireTeam({ may: runsHouse, path: `/organizer/settings/team/${id}` })
  const member = (await findTeamMember(id)) ?? notFound()
  const [t, desk] = [await getTranslations("team.member"), await getTranslations("desk")]
  return (
    <>
      <SettingsCrumb room="team" here={member.name} />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-10">
        <PageHeader size="small" title={member.name} lead={<span className="break-all">{member.email}</span>} />
      </div>
      <div className="grid max-w-[44em] gap-10">
        {member.invitedAt && <Invitation member={member} invitedAt={member.invitedAt} />}
        <Section id="role" title={t("may")}>
          <ActionForm id="change-role" action={changeRoleAction}>
            <input type="hidden" name="teamMemberId" value={id} />
            <SelectField
              name="role"
              label={desk("settings.role")}
              hint={desk("settings.roleHint")}
              defaultValue={member.role}
              options={teamRoles.map((value) => ({ value, label: desk(`roles.${value}`) }))}
            />
            <div>
              <SubmitButton pendingLabel={desk("pending")}>{t("saveRole")}</SubmitButton>
            </div>
          </ActionForm>
        </Section>
        {!member.invitedAt && (
          <Section id="access" title={t("access")}>
            <p>{t("signIns", { count: member.signIns })}</p>
            <p className="text-soft">{t(member.hasSecondFactor ? "factor" : "noFactor")}</p>
            {member.signIns > 0 && id !== viewer.id && (
              <Send id="end" action={endMemberSignInsAction} member={member} label={desk("settings.everywhere")} />
            )}
          </Section>
        )}
        {id !== viewer.id && (
          <Section id="out" title={t(member.invitedAt ? "withdrawTitle" : "removeTitle")}>
            <p className="max-w-[34em] text-soft">{t(member.invitedAt ? "withdrawLead" : "removeLead")}</p>
            <Send
              id="remove"
              action={removeTeamMemberAction}
              member={member}
              label={t(member.invitedAt ? "withdraw" : "remove")}
              variant="mark"
            />
          </Section>
        )}
      </div>
    </>
  )
}

async function Invitation({ member, invitedAt }: { member: TeamMember; invitedAt: Date }) {
  const [t, locale, { timeZone }] = [await getTranslations("team.member"), await getLocale(), await settings()]
  return (
    <Section id="invitation" title={t("invitation")}>
      <p className="max-w-[34em] text-soft">{t("invited", { when: formatDateTime(invitedAt, timeZone, locale) })}</p>
      <Send id="resend" action={resendInvitationAction} member={member} label={t("resend")} />
    </Section>
  )
}

function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="grid gap-3 border-t border-line pt-5">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

async function Send({
  id,
  action,
  member,
  label,
  variant = "outline",
}: {
  id: string
  action: FormAction
  member: TeamMember
  label: string
  variant?: "outline" | "mark"
}) {
  const t = await getTranslations("desk")
  return (
    <ActionForm id={`${id}-member`} action={action} className="grid gap-3 pt-2">
      <input type="hidden" name="teamMemberId" value={member.id} />
      <div>
        <SubmitButton variant={variant} pendingLabel={t("pending")}>
          {label}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
