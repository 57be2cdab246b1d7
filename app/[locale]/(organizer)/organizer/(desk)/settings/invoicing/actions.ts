"use server"

import { refresh } from "next/cache"
import { z } from "zod"
import { refuse } from "@/lib/errors"
import { confirmVatRow } from "@/lib/payments/confirm-vat-row"
import { runsHouse } from "@/lib/people/policy"
import { editSeller, sellerRevision } from "@/lib/sessions/edit-seller"
import { datevInput } from "@/lib/sessions/schema-datev"
import { sellerInput } from "@/lib/sessions/schema-invoicing"
import { getSettings, saveSettings } from "@/lib/sessions/settings"
import { nested } from "../../../../../../form-answer"
import { actorOf, asTyped, deskAction, goTo } from "../../../desk-action"
import { sellerFields } from "./seller-fields"

const typedSeller = z
  .record(z.string(), z.string())
  .transform((typed): Record<string, unknown> => ({ ...nested(typed), smallBusiness: typed.smallBusiness === "on" }))
  .pipe(sellerInput.extend({ revision: z.string() }))

export const saveSellerAction = deskAction(typedSeller, runsHouse, async ({ revision, ...seller }, viewer) => {
  const outcome = await editSeller({ revision, seller }, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo("/organizer/settings/invoicing", "saved")
  // Beside "somebody was faster": what the fields say in the database.
  const settings = await getSettings()
  return {
    ...refuse("stale_revision"),
    theirs: { revision: sellerRevision(settings), fields: asTyped(sellerFields(settings)) },
  }
})

const chosenRow = z.object({ row: z.string(), confirmed: z.enum(["yes", "no"]) })

/** Stays where it is: the next row is below, and sending it twice says the same. */
export const confirmVatRowAction = deskAction(chosenRow, runsHouse, async ({ row, confirmed }, viewer) => {
  const outcome = await confirmVatRow({ row, confirmed: confirmed === "yes" }, { actor: actorOf(viewer) })
  if (!outcome.ok) return outcome
  refresh()
  return null
})

const typedDatev = z
  .record(z.string(), z.string())
  .transform((typed) => ({ accounts: {}, taxKeys: {}, ...nested(typed) }))
  .pipe(datevInput)

export const saveDatevAction = deskAction(typedDatev, runsHouse, async (datev, viewer) => {
  await saveSettings({ datev }, { actor: actorOf(viewer) })
  return goTo("/organizer/settings/invoicing", "saved")
})
