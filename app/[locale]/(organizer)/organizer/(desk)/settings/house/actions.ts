"use server"

import { getTranslations } from "next-intl/server"
import { z } from "zod"
import { refuse } from "@/lib/errors"
import { runsHouse } from "@/lib/people/policy"
import { editHouse, houseRevision } from "@/lib/sessions/edit-house"
import { houseInput } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { houseFields, toTree, valueAt } from "./fields"

const typedSettings = z
  .record(z.string(), z.string())
  .transform((typed): unknown => ({ ...toTree(typed), revision: typed.revision }))
  .pipe(houseInput.extend({ revision: z.string() }))

export const saveHouseAction = deskAction(typedSettings, runsHouse, async ({ revision, ...house }, viewer) => {
  const outcome = await editHouse({ revision, house }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo("/organizer/settings/house", "saved") : withSaved()
})

/** Beside "somebody was faster": what the fields of the form say in the database. */
async function withSaved() {
  const [t, house] = [await getTranslations("series.region"), await getSettings()]
  const fields = Object.values(houseFields)
    .flat()
    .map(({ name, kind }) => {
      const value = valueAt(house, name) ?? ""
      const label = kind === "region" ? (value ? t(`names.${value as "BY"}`) : t("none")) : value
      return [name, { value, label }] as const
    })
  return { ...refuse("stale_revision"), theirs: { revision: houseRevision(house), fields: Object.fromEntries(fields) } }
}
