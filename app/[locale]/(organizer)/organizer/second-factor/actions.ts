"use server"

import { z } from "zod"
import { line } from "@/lib/input"
import { addPasskey } from "@/lib/people/add-passkey"
import { addTotp } from "@/lib/people/add-totp"
import { keepRecoveryCodes } from "@/lib/people/keep-recovery-codes"
import type { Viewer } from "@/lib/people/policy"
import { factorCodeInput } from "@/lib/people/schema"
import { startAddingPasskey } from "@/lib/people/start-adding-passkey"
import { getSettings } from "@/lib/sessions/settings"
import { refuse } from "@/lib/errors"
import { goTo, signedInAction } from "../desk-action"
import { askPasskey, takeResponse } from "../passkey-answer"
import { deskPath, secondFactorPath } from "../sign-in/paths"

const to = z.string().optional()

export const addPasskeyAction = signedInAction(z.object({ name: line(60), to }), async ({ name, to }, viewer, data) => {
  const response = takeResponse(data)
  if (response === null)
    return askPasskey(await startAddingPasskey(viewer, { house: (await getSettings()).name }), data)
  const added = response ? await addPasskey({ viewer, response, name }) : refuse("passkey_invalid")
  return added.ok ? onwards(viewer, to) : added
})

export const addTotpAction = signedInAction(factorCodeInput.extend({ to }), async ({ code, to }, viewer) => {
  const added = await addTotp({ viewer, code })
  return added.ok ? onwards(viewer, to) : added
})

export const keepRecoveryCodesAction = signedInAction(z.object({ to }), async ({ to }, viewer) => {
  await keepRecoveryCodes(viewer.id)
  return goTo(deskPath(to))
})

/** The first factor brings recovery codes with it. */
const onwards = (viewer: Viewer, to?: string) =>
  viewer.hasSecondFactor ? goTo(deskPath(to), "factorAdded") : goTo(secondFactorPath("/recovery-codes", to))
