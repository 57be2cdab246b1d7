"use server"

import { z } from "zod"
import { forgetSignIn } from "@/lib/auth"
import { addTeamMember } from "@/lib/people/add-team-member"
import { endAuthSessions } from "@/lib/people/end-auth-sessions"
import { runsHouse } from "@/lib/people/policy"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { saveOwnSettings } from "@/lib/people/save-own-settings"
import { ownSettingsInput, teamMemberInput } from "@/lib/people/schema"
import { actorOf, deskAction, goTo } from "../../desk-action"

export const signOutAction = deskAction(z.object({}), undefined, async (_, { id, authSessionId }) => {
  await endAuthSessions({ teamMemberId: id, authSessionId })
  await forgetSignIn()
  return goTo("/organizer/sign-in")
})

export const signOutEverywhereAction = deskAction(z.object({}), undefined, async (_, { id }) => {
  await endAuthSessions({ teamMemberId: id })
  await forgetSignIn()
  return goTo("/organizer/sign-in")
})

export const saveOwnSettingsAction = deskAction(ownSettingsInput, undefined, async (input, { id }) => {
  await saveOwnSettings(id, input)
  return goTo("/organizer/settings", "saved")
})

export const addTeamMemberAction = deskAction(teamMemberInput, runsHouse, async (input, viewer) => {
  const added = await addTeamMember(input, { actor: actorOf(viewer) })
  return added.ok ? goTo("/organizer/settings/team", "memberAdded") : added
})

export const removeTeamMemberAction = deskAction(
  z.object({ teamMemberId: z.uuid() }),
  runsHouse,
  async (input, viewer) => {
    const removed = await removeTeamMember(input, { actor: actorOf(viewer) })
    return removed.ok ? goTo("/organizer/settings/team", "memberRemoved") : removed
  },
)
