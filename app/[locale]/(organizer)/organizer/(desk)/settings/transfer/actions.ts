"use server"

import { z } from "zod"
import { runsHouse } from "@/lib/people/policy"
import { importPeople } from "@/lib/transfer/import-people"
import { importSessions } from "@/lib/transfer/import-sessions"
import { keepUpload } from "@/lib/transfer/keep-upload"
import { restoreArchive } from "@/lib/transfer/restore-archive"
import { uploadKinds } from "@/lib/transfer/schema"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const file = z.instanceof(File, { error: "file" })
const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer())

const brought = z.object({ kind: z.enum(uploadKinds), file })

/** Keeps the file and leads to what it would do. */
export const bringFileAction = deskAction(brought, runsHouse, async ({ kind, file }, viewer) => {
  const kept = await keepUpload({ kind, fileName: file.name, bytes: await bytesOf(file), teamMemberId: viewer.id })
  return kept.ok ? goTo(`/organizer/settings/transfer/${kind}/${kept.uploadId}`) : kept
})

const wanted = z.object({
  requestId: z.uuid(),
  uploadId: z.uuid(),
  skipBroken: z
    .literal("on")
    .optional()
    .transform((tick) => tick === "on"),
})

export const importPeopleAction = deskAction(wanted, runsHouse, async (input, viewer) => {
  const imported = await importPeople(input, { actor: actorOf(viewer) })
  return imported.ok ? goTo("/organizer/people", "imported") : imported
})

export const importSessionsAction = deskAction(wanted, runsHouse, async (input, viewer) => {
  const imported = await importSessions(input, { actor: actorOf(viewer) })
  if (!imported.ok) return imported
  return goTo(imported.published > 0 ? "/organizer/sessions" : "/organizer/sessions?show=drafts", "imported")
})

const restored = z.object({ file, sure: z.literal("on") })

export const restoreArchiveAction = deskAction(restored, runsHouse, async ({ file }, viewer) => {
  const outcome = await restoreArchive({ bytes: await bytesOf(file) }, { actor: actorOf(viewer) })
  // Everybody's sign-in has ended with it.
  return outcome.ok ? goTo("/organizer/sign-in", "restored") : outcome
})
