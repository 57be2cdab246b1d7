"use server"

import { z } from "zod"
import { refuse } from "@/lib/errors"
import { runsSessions } from "@/lib/people/policy"
import { createFormat } from "@/lib/sessions/create-format"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { slugOf } from "@/lib/sessions/rules"
import { findFormatLink } from "@/lib/sessions/queries-formats"
import { restoreMeetingLink } from "@/lib/sessions/restore-meeting-link"
import { formatEdit, formatInput, meetingUrlInput } from "@/lib/sessions/schema"
import { actorOf, asTyped, deskAction, goTo } from "../../../desk-action"
import { confirming, shownInput } from "../../link-input"
import { confirmed } from "../../sessions/change-fields"
import { readFormat, showFormat } from "./format-form"
import { withPreview } from "./preview"

const page = (formatId: string) => `/organizer/settings/formats/${formatId}`
const typedFields = z.record(z.string(), z.string())
const minimumFits = ({ minimum, capacity }: { minimum: number; capacity: number }) => minimum <= capacity
const fits = { path: ["minimum"], message: "below_minimum" }
const meetingUrl = meetingUrlInput.nullable()

const created = typedFields
  .transform(readFormat)
  .pipe(formatInput.omit({ slug: true }).extend({ meetingUrl }).refine(minimumFits, fits))

export const createFormatAction = withPreview(
  created,
  deskAction(created, runsSessions, async (format, viewer) => {
    await createFormat({ ...format, slug: slugOf(format.texts.de.shortName) }, { actor: actorOf(viewer) })
    return goTo("/organizer/settings/formats", "formatCreated")
  }),
)

const edited = typedFields
  .transform((typed): unknown => {
    const { formatId, revision, confirmed } = typed
    return { ...readFormat(typed), formatId, revision, confirmed }
  })
  .pipe(
    formatEdit
      .extend({
        ...{ meetingUrl, formatId: z.uuid(), confirmed },
        revision: z.iso.datetime().transform((text) => new Date(text)),
      })
      .refine(minimumFits, fits),
  )

export const editFormatAction = withPreview(
  edited,
  deskAction(edited, runsSessions, async ({ formatId, revision, meetingUrl, confirmed, ...edit }, viewer) => {
    const outcome = await editFormat({ formatId, revision, edit, meetingUrl, confirmed }, { actor: actorOf(viewer) })
    if (outcome.ok) return goTo(page(formatId), "saved")
    if (outcome.reason === "touches_people") return confirming()
    return outcome.reason === "stale_revision" ? withSaved(formatId) : outcome
  }),
)

/** Beside "somebody was faster": what the fields of the form say in the database. */
async function withSaved(formatId: string) {
  const [format, { url }] = [await findFormat(formatId), await findFormatLink(formatId)]
  if (!format) return refuse("not_found")
  const fields = asTyped({ ...showFormat(format), meetingUrl: url })
  const theirs = { revision: format.updatedAt.toISOString(), fields }
  return { ...refuse("stale_revision"), theirs }
}

export const restoreFormatLinkAction = deskAction(
  z.object({ formatId: z.uuid(), revision: shownInput }),
  runsSessions,
  async ({ formatId, revision: shown }, viewer) => {
    const outcome = await restoreMeetingLink({ formatId, shown }, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(page(formatId), "linkRestored") : outcome
  },
)
