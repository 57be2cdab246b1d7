"use server"

import { z } from "zod"
import { endAuthSessions } from "@/lib/people/end-auth-sessions"
import { removeFactor } from "@/lib/people/remove-factor"
import { renewRecoveryCodes } from "@/lib/people/renew-recovery-codes"
import { deskAction, goTo } from "../../../desk-action"

const page = "/organizer/settings/security"

const removed = z.object({ factor: z.union([z.literal("totp"), z.uuid().transform((passkeyId) => ({ passkeyId }))]) })

export const removeFactorAction = deskAction(removed, undefined, async ({ factor }, viewer) => {
  const outcome = await removeFactor({ viewer, factor })
  return outcome.ok ? goTo(page, "factorRemoved") : outcome
})

export const renewRecoveryCodesAction = deskAction(z.object({}), undefined, async (_, viewer) => {
  const outcome = await renewRecoveryCodes({ viewer })
  return outcome.ok ? goTo("/organizer/second-factor/recovery-codes?to=/organizer/settings/security") : outcome
})

export const signOutThereAction = deskAction(
  z.object({ authSessionId: z.uuid() }),
  undefined,
  async ({ authSessionId }, { id }) => {
    await endAuthSessions({ teamMemberId: id, authSessionId })
    return goTo(page, "signedOutThere")
  },
)
