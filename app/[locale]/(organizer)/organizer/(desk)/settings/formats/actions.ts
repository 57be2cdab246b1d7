"use server"

import { z } from "zod"
import { refuse } from "@/lib/errors"
import { runsSessions } from "@/lib/people/policy"
import { createFormat } from "@/lib/sessions/create-format"
import { editFormat } from "@/lib/sessions/edit-format"
import { slugOf } from "@/lib/sessions/rules"
import { formatEdit, formatInput } from "@/lib/sessions/schema"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { readFormat } from "./format-form"

const typedFields = z.record(z.string(), z.string())
const minimumFits = ({ minimum, capacity }: { minimum: number; capacity: number }) => minimum <= capacity
const created = typedFields
  .transform(readFormat)
  .pipe(formatInput.omit({ slug: true }).refine(minimumFits, { path: ["minimum"], message: "below_minimum" }))

export const createFormatAction = deskAction(created, runsSessions, async (format, viewer) => {
  await createFormat({ ...format, slug: slugOf(format.texts.de.shortName) }, { actor: actorOf(viewer) })
  return goTo("/organizer/settings/formats", "formatCreated")
})

const edited = typedFields
  .transform((typed) => ({ formatId: typed.formatId, revision: typed.revision, ...readFormat(typed) }))
  .pipe(formatEdit.extend({ formatId: z.uuid(), revision: z.iso.datetime().transform((text) => new Date(text)) }))

export const editFormatAction = deskAction(edited, runsSessions, async ({ formatId, revision, ...edit }, viewer) => {
  const outcome = await editFormat({ formatId, revision, edit }, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo("/organizer/settings/formats", "saved")
  return outcome.reason === "stale_revision" ? refuse("stale_format") : outcome
})
