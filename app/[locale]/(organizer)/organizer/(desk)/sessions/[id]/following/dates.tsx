import { getLocale, getTranslations } from "next-intl/server"
import { DateRemarks } from "@/components/desk/date-remarks"
import { type Changeable, type FollowingPart, revisionOf } from "@/lib/bookings/rules-changes"
import type { SessionChange } from "@/lib/bookings/schema"
import type { ChangeImpact } from "@/lib/notifications/preview-change"
import type { DeskSession } from "@/lib/sessions/queries"
import { listClashes } from "@/lib/sessions/queries-desk"
import { timesOf } from "@/lib/sessions/rules"
import { type DateNotes, notesOn } from "@/lib/sessions/rules-series"
import { formatDate, formatDateRange } from "@/lib/time-zone"
import { settings } from "../../../../../../../settings"

type Following = { session: DeskSession; change: Exclude<SessionChange, { kind: "cancel" }> }

/** Where a session will be: where it is, unless it is moved. */
function placeOf(session: Changeable, change: Following["change"]) {
  const { localStart = session.localStart, timeZone = session.timeZone } = revisionOf(session, change)
  return { localStart, timeZone, day: localStart.slice(0, 10), ...timesOf(session, { localStart, timeZone }) }
}

/** Every date as it will be, beside as it is, with how many people are in it and what there is to know of a new day. */
export async function NewDates({ following, impact }: { following: Following[]; impact: ChangeImpact }) {
  const [t, changes, locale] = [
    await getTranslations("series.following"),
    await getTranslations("changes.bulk"),
    await getLocale(),
  ]
  const dates = following.map(({ session, change }) => ({ session, key: session.id, ...placeOf(session, change) }))
  const [clashes, { region }] = [await listClashes(dates, locale), await settings()]
  const notes = notesOn(dates, region)
  const ours = dates.map(({ session }) => session.id)
  const peopleIn = (id: string) => impact.people.filter(({ sessionId }) => sessionId === id).length
  return (
    <section aria-labelledby="dates">
      <h2 id="dates" className="mb-2.5 text-xl">
        {t("dates", { count: dates.length })}
      </h2>
      <ul className="border-b border-line">
        {dates.map(({ session, localStart, timeZone, startsAt, endsAt }, index) => (
          <li key={session.id} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto]">
            <div>
              <p>{formatDateRange(startsAt, endsAt, timeZone, locale)}</p>
              {localStart !== session.localStart && (
                <div className="text-[0.9375rem] text-soft">
                  <p>
                    {t("was", { date: formatDateRange(session.startsAt, session.endsAt, session.timeZone, locale) })}
                  </p>
                  <DateRemarks
                    notes={notes[index] as DateNotes}
                    clashes={clashes.filter(({ key, id }) => key === session.id && !ours.includes(id))}
                    {...{ startsAt, zone: timeZone }}
                  />
                </div>
              )}
            </div>
            <p className="text-[0.9375rem] text-soft">{changes("people", { count: peopleIn(session.id) })}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The dates that stay as they are, each with what speaks against it. */
export async function LeftDates({ parts }: { parts: FollowingPart<DeskSession>[] }) {
  const [t, locale] = [await getTranslations("series.following"), await getLocale()]
  const left = parts.flatMap(({ session, obstacle }) => (obstacle ? [{ session, obstacle }] : []))
  if (left.length === 0) return null
  return (
    <section aria-labelledby="left">
      <h2 id="left" className="mb-2.5 text-xl">
        {t("leftTitle", { count: left.length })}
      </h2>
      <ul className="border-b border-line">
        {left.map(({ session: { id, startsAt, timeZone }, obstacle }) => (
          <li key={id} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[11rem_1fr]">
            <span>{formatDate(startsAt, timeZone, locale)}</span>
            <span className="text-soft">
              {t(`left.${obstacle.reason}`, { taken: "taken" in obstacle ? obstacle.taken : 0 })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
