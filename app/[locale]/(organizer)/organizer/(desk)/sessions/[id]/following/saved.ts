import { getLocale, getTranslations } from "next-intl/server"
import { now as presentTime } from "@/lib/clock"
import type { Refusal } from "@/lib/errors"
import { groupBy } from "@/lib/group-by"
import { type DeskSession, findDeskSession, listSessions } from "@/lib/sessions/queries"
import { findSeries } from "@/lib/sessions/queries-desk"
import { formatDateShort } from "@/lib/time-zone"
import { isOpen } from "../../../../desk-session"
import { showRevisions } from "../../series-form"

/** This session and those after it in its series, by date, whatever their state, and the rule they were made by. */
export async function listFollowing(session: DeskSession, now: Date) {
  const [series, locale] = [await findSeries(session.seriesId), await getLocale()]
  const ids = (series?.sessions ?? []).filter(({ startsAt }) => startsAt >= session.startsAt).map(({ id }) => id)
  const sessions = await listSessions(locale, { ids }, now)
  return series && { rule: series.rule, sessions: sessions.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime()) }
}

/** Whether an edit can reach it: neither over nor off, and no other change is planned. */
export const canFollow = (session: DeskSession, now: Date): boolean =>
  (session.status === "draft" || isOpen(session, now)) && !session.pausedUntil

/** Beside "somebody was faster": what the fields of the form say in the database, and where the dates differ. */
export async function followingSaved(refusal: Refusal<string>, sessionId: string) {
  const [locale, languages] = [await getLocale(), await getTranslations("desk.languages")]
  const session = refusal.reason === "stale_revision" ? await findDeskSession(sessionId, locale) : null
  if (!session) return refusal
  const now = presentTime()
  const sessions = ((await listFollowing(session, now))?.sessions ?? []).filter((each) => canFollow(each, now))
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
    localStart: plain(session.localStart),
    capacity: same(({ capacity }) => plain(String(capacity))),
  }
  return { ...refusal, theirs: { revision: showRevisions(sessions), fields } }
}
