import type { By } from "@/lib/activity"
import type { Outcome } from "@/lib/errors"
import { makeDates } from "@/lib/sessions/make-dates"
import { openDrafts } from "@/lib/sessions/open-drafts"
import { type ImportInput, type ImportRefusal, importUpload } from "./import-upload"
import { previewSessions } from "./queries-sessions"

/**
 * Makes the sessions of a file, all of them or none, and opens those for booking that are to be published. What is there
 * already stays as it is. Refuses what `importUpload` does.
 */
export const importSessions = (
  input: ImportInput,
  by: By,
): Promise<Outcome<{ added: number; published: number }, ImportRefusal>> =>
  importUpload("sessions", input, by, {
    look: previewSessions,
    write: async (tx, { added, dates }, now) => {
      const about = { actor: by.actor, at: now }
      const made = await makeDates(tx, dates, about)
      const published = made.filter((_, index) => added[index]?.publish).map(({ id }) => id)
      await openDrafts(tx, published, about)
      return { added: made.length, published: published.length }
    },
  })
