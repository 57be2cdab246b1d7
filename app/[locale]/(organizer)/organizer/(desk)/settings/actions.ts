"use server"

import { z } from "zod"
import { forgetSignIn } from "@/lib/auth"
import { endAuthSessions } from "@/lib/people/end-auth-sessions"
import { saveOwnSettings } from "@/lib/people/save-own-settings"
import { ownSettingsInput } from "@/lib/people/schema"
import { deskAction, goTo, signedInAction } from "../../desk-action"
import { signInPath } from "../../sign-in/paths"

export const signOutAction = signedInAction(
  z.object({ to: z.string().optional() }),
  async ({ to }, { id, authSessionId }) => {
    await endAuthSessions({ teamMemberId: id, authSessionId })
    await forgetSignIn()
    return goTo(signInPath(to))
  },
)

export const signOutEverywhereAction = deskAction(z.object({}), undefined, async (_, { id }) => {
  await endAuthSessions({ teamMemberId: id })
  await forgetSignIn()
  return goTo("/organizer/sign-in")
})

export const saveOwnSettingsAction = deskAction(ownSettingsInput, undefined, async (input, { id }) => {
  await saveOwnSettings(id, input)
  return goTo("/organizer/settings", "saved")
})
