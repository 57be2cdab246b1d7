import { now as presentTime } from "@/lib/clock"
import { type DeskSession, findDeskSession, listSessions } from "./queries"
import type { Locale } from "./schema"

/** More is no choice; the others are reached from their own pages. */
const most = 50

/** Sessions to choose one of: the next and the last ones, and the one that is chosen. */
export async function listSessionChoices(
  locale: Locale,
  scope: { hostId?: string },
  chosen?: string,
  now = presentTime(),
): Promise<DeskSession[]> {
  const [next, last, one] = await Promise.all([
    listSessions(locale, { ...scope, show: "upcoming", limit: most }, now),
    listSessions(locale, { ...scope, show: "past", limit: most }, now),
    chosen ? findDeskSession(chosen, locale, scope, now) : null,
  ])
  const near = [...next, ...last]
  return one && !near.some(({ id }) => id === one.id) ? [one, ...near] : near
}
