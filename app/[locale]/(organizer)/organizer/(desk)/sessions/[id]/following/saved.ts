import { getLocale, getTranslations } from "next-intl/server"
import { now as presentTime } from "@/lib/clock"
import type { Refusal } from "@/lib/errors"
import { groupBy } from "@/lib/group-by"
import { type DeskSession, findDeskSession, listSessions } from "@/lib/sessions/queries"
import { findSeries } from "@/lib/sessions/queries-desk"
import { formatDateShort } from "@/lib/time-zone"
import { isOpen } from "../../../../desk-session"
import { showRevisions } from "../../series-form"

/** This session and those after it in its series that can still be edited, by date. */
export async function listFollowing(session: DeskSession): Promise<DeskSession[]> {
  const [series, locale, now] = [await findSeries(session.seriesId), await getLocale(), presentTime()]
  const ids = (series?.sessions ?? []).filter(({ startsAt }) => startsAt >= session.startsAt).map(({ id }) => id)
  const sessions = await listSessions(locale, { ids }, now)
  return sessions
    .filter((other) => other.status === "draft" || isOpen(other, now))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** Beside "somebody was faster": what the fields of the form say in the database, and where the dates differ. */
export async function followingSaved(refusal: Refusal<string>, sessionId: string) {
  const [locale, languages] = [await getLocale(), await getTranslations("desk.languages")]
  const session = refusal.reason === "stale_revision" ? await findDeskSession(sessionId, locale) : null
  if (!session) return refusal
  const sessions = await listFollowing(session)
  const same = (of: (one: DeskSession) => { value: string; label: string }) => {
    const said = groupBy(sessions, (one) => of(one).value)
    if (said.size < 2) return of(session)
    const dates = (all: DeskSession[]) =>
      all.map(({ startsAt, timeZone }) => formatDateShort(startsAt, timeZone, locale)).join(", ")
    const label = [...said.values()].map((all) => `${(all[0] && of(all[0]).label) || "–"} (${dates(all)})`).join("; ")
    // No field can say several things: it differs from whatever was typed.
    return { value: "\n", label }
  }
  const plain = (text: string) => ({ value: text, label: text })
  const fields = {
    language: same(({ language }) => ({ value: language, label: languages(language) })),
    placeText: same(({ placeText }) => plain(placeText ?? "")),
    minimum: same(({ minimum }) => plain(String(minimum))),
    hostId: same(({ hostId, hostName }) => ({ value: hostId ?? "", label: hostName ?? "" })),
    localTime: same(({ localStart }) => plain(localStart.slice(11))),
    capacity: same(({ capacity }) => plain(String(capacity))),
  }
  return { ...refusal, theirs: { revision: showRevisions(sessions), fields } }
}
