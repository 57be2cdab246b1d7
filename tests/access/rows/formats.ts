import { randomUUID } from "node:crypto"
import { showFormat } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/format-form"
import { system } from "@/lib/activity"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
import { done } from "../../support/world"
import { onPage, type Rows } from "../row"
import { running } from "../viewers"

/** What is offered. */
export const formats: Rows = {
  "formats/actions.ts createFormatAction": onPage(running, "/organizer/settings/formats/new", async ({ world }) => ({
    kind: "group",
    ...(await formatFields(world.formats.instant)),
  })),
  "formats/actions.ts editFormatAction": {
    may: running,
    call: async ({ world: { formats } }) => ({
      page: `/organizer/settings/formats/${formats.instant}`,
      fields: { ...(await formatFields(formats.instant)), confirmed: "1" },
    }),
  },
  "formats/actions.ts restoreFormatLinkAction": {
    may: running,
    call: async ({ world: { formats } }) => {
      const [formatId, meetingUrl] = [formats.instant, `https://meet.example/${randomUUID()}`]
      const format = (await findFormat(formatId))!
      const wish = { formatId, revision: format.updatedAt, edit: formatEdit.parse(format), meetingUrl, confirmed: true }
      done(await editFormat(wish, { actor: system }))
      return { page: `/organizer/settings/formats/${formatId}`, fields: { formatId, revision: meetingUrl } }
    },
  },
  "formats/reminder-actions.ts saveRemindersAction": {
    may: running,
    call: async ({ world: { formats } }) => ({
      page: `/organizer/settings/formats/${formats.instant}`,
      fields: { formatId: formats.instant, days: String(1 + (reminderDays++ % 60)) },
    }),
  },
}

/** Other ones at every call, since the same ones change nothing. */
let reminderDays = 10

/** A format as its form would send it. */
async function formatFields(formatId: string) {
  const format = (await findFormat(formatId))!
  return { formatId, revision: format.updatedAt.toISOString(), ...showFormat(formatEdit.parse(format)) }
}
