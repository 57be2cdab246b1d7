import type { Tx } from "@/lib/db"
import { getSettings } from "@/lib/sessions/settings"
import type { Activity } from "@/prisma/generated/client"
import { queueMail } from "./queue-mail"
import type { MailParams } from "./schema"

/** What members of the team are told about their own way in. */

/** The way to the sign-in page; the mailbox that is invited is what opens it. */
export async function mailInvitation(tx: Tx, activity: Activity): Promise<void> {
  const { teamMemberId } = activity.detail as { teamMemberId: string }
  const member = await tx.teamMember.findFirst({ where: { id: teamMemberId, removedAt: null, joinedAt: null } })
  if (!member) return
  const inviter = activity.actorId && (await tx.teamMember.findUnique({ where: { id: activity.actorId } }))
  const { name: house } = await getSettings()
  await queueMail(tx, {
    ...{ kind: "team_invitation", occasion: activity.id, recipient: member.email, locale: member.locale },
    params: { to: member.name, invitedBy: inviter ? inviter.name : null, house, role: member.role },
  })
}

type What = MailParams<"team_factor">["what"]

/** Whoever gets in by somebody else's second factor should not do so unseen. */
export async function mailFactorNotice(tx: Tx, activity: Activity): Promise<void> {
  const detail = activity.detail as { teamMemberId?: string; kind?: "passkey" | "totp"; left?: number }
  const member = await tx.teamMember.findFirst({
    where: { id: detail.teamMemberId ?? activity.actorId ?? "", removedAt: null },
  })
  const verb = activity.kind.replace(/^team\.(factor_)?/, "")
  const what = (detail.kind ? `${detail.kind}_${verb}` : verb) as What
  if (!member) return
  const { timeZone } = await getSettings()
  await queueMail(tx, {
    ...{ kind: "team_factor", occasion: activity.id, recipient: member.email, locale: member.locale },
    params: { to: member.name, what, at: activity.at.toISOString(), timeZone, left: detail.left ?? null },
  })
}

/** A mail on request: it goes the way of all mails, so what becomes of it becomes of them. */
export async function mailTest(tx: Tx, activity: Activity): Promise<void> {
  const member = await tx.teamMember.findFirst({ where: { id: activity.actorId ?? "", removedAt: null } })
  if (!member) return
  const { timeZone } = await getSettings()
  await queueMail(tx, {
    ...{ kind: "team_test", occasion: activity.id, recipient: member.email, locale: member.locale },
    params: { to: member.name, at: activity.at.toISOString(), timeZone },
  })
}
