import { showFormat } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/format-form"
import { findFormat } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
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
      fields: await formatFields(formats.instant),
    }),
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
