"use server"

import { z } from "zod"
import { addTeamMember } from "@/lib/people/add-team-member"
import { changeRole } from "@/lib/people/change-role"
import { endAuthSessions } from "@/lib/people/end-auth-sessions"
import { runsHouse } from "@/lib/people/policy"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { resendInvitation } from "@/lib/people/resend-invitation"
import { teamMemberInput, teamRoleInput } from "@/lib/people/schema"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const member = z.object({ teamMemberId: z.uuid() })
const list = "/organizer/settings/team"
const page = (id: string) => `${list}/${id}`

export const addTeamMemberAction = deskAction(teamMemberInput, runsHouse, async (input, viewer) => {
  const added = await addTeamMember(input, { actor: actorOf(viewer) })
  return added.ok ? goTo(list, "memberInvited") : added
})

export const resendInvitationAction = deskAction(member, runsHouse, async (input, viewer) => {
  const sent = await resendInvitation(input, { actor: actorOf(viewer) })
  return sent.ok ? goTo(page(input.teamMemberId), "invitationSent") : sent
})

export const changeRoleAction = deskAction(teamRoleInput, runsHouse, async (input, viewer) => {
  const changed = await changeRole(input, { actor: actorOf(viewer) })
  if (!changed.ok) return changed
  // Who has given up the house cannot see this page any more.
  const left = input.teamMemberId === viewer.id && input.role !== "owner"
  return goTo(left ? "/organizer/settings" : page(input.teamMemberId), "roleChanged")
})

export const endMemberSignInsAction = deskAction(member, runsHouse, async (input, viewer) => {
  await endAuthSessions(input, { actor: actorOf(viewer) })
  return goTo(page(input.teamMemberId), "signedOutMember")
})

export const removeTeamMemberAction = deskAction(member, runsHouse, async (input, viewer) => {
  const removed = await removeTeamMember(input, { actor: actorOf(viewer) })
  return removed.ok ? goTo(list, "memberRemoved") : removed
})
