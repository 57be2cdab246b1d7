import { createHash } from "node:crypto"
import type { Locale } from "@/lib/sessions/schema"

/** What somebody has approved for the others of the round; nothing without approval. */
type Card = { approvedAt: Date | null; shownName: string | null; line: string | null }

const nobodyInParticular: Record<Locale, string> = { de: "Teilnehmer:in", en: "Participant" }

/**
 * What the others read beside somebody's picture in the meeting: what the card says, and never a name that is not on it.
 * @param language of the session
 */
export const nameInRoom = (card: Card | null, language: Locale): string =>
  (card?.approvedAt && (card.shownName ?? card.line)) || nobodyInParticular[language]

/** What somebody is called towards the meeting's server: the same when they come back, and another one who takes the seat over. */
export const idInRoom = (...of: string[]): string =>
  createHash("sha256")
    .update(`room ${of.join(" ")}`)
    .digest("hex")
    .slice(0, 16)
