import { now as presentTime } from "@/lib/clock"
import { db, type Tx } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { type CheckedDate, checkEachDate, type DateRefusal } from "@/lib/sessions/check-dates"
import { sessionTimes } from "@/lib/sessions/rules"
import { type DayOff, dayOff } from "@/lib/sessions/rules-series"
import type { FormatText, GroupSessionInput, Locale } from "@/lib/sessions/schema"
import { type House, readHouse } from "./queries-house"
import { type CsvRefusal, type Preview, readCsv } from "./read-csv"
import { mostSessions } from "./rules"
import { findNamed, formatNames, memberNames, overlapsWithin } from "./rules-sessions"
import { sessionColumns, type SessionRow, sessionRow } from "./schema-sessions"

/** A date of a file, and what somebody may want to know of it before it is made. */
export type ListedDate = DayOff & {
  line: number
  input: GroupSessionInput
  startsAt: Date
  endsAt: Date
  format: { place: "online" | "on_site"; texts: Record<Locale, FormatText> }
  hostName: string | null
  publish: boolean
}

type SessionsPreview = Preview<ListedDate> & {
  /** The new ones as they can be made, in the order of `added`. */
  dates: CheckedDate[]
  /** By line the line of another new one that is on at the same time. */
  overlaps: Map<number, number>
}

/** Of a refusal the column whose cell it is about. */
const columnOf: Record<DateRefusal, keyof SessionRow> = {
  not_found: "format",
  no_seats: "format",
  below_minimum: "minimum",
  local_time: "time",
  in_the_past: "day",
}

/**
 * What importing this file would do. Nothing is changed. A format has one date at a time in a language: what is there
 * already stays as it is, and a second row for it is not right. A row is refused for what `checkEachDate` refuses, for a
 * format or a host that nobody is called or several are, and when it is to be neither a draft nor published.
 */
export async function previewSessions(
  text: string,
  tx: Tx = db,
  now = presentTime(),
): Promise<Outcome<SessionsPreview, CsvRefusal>> {
  const read = readCsv(text, sessionColumns, sessionRow, mostSessions)
  if (!read.ok) return read
  const house = await readHouse(tx)
  const rows = read.rows.map((read) => ({ ...read, date: dateOf(read, house) }))
  const dated = rows.flatMap(({ date, ...rest }) => (date ? [{ ...rest, date }] : []))
  const problems = [...read.problems, ...rows.flatMap((row) => (row.date ? [] : read.fault(row, "format", "format")))]

  const inputs = dated.map(({ date }) => date.input)
  const checked = await checkEachDate(tx, inputs, now)
  const present = await readPresent(
    tx,
    dated.map(({ date }) => date),
  )
  const [added, known, dates]: [ListedDate[], ListedDate[], CheckedDate[]] = [[], [], []]
  const seen = new Set<string>()
  for (const [index, { date, ...typed }] of dated.entries()) {
    const outcome = checked[index]!
    const refusal = outcome.ok ? null : outcome.reason
    const gone = typed.row.state === "finished" || typed.row.state === "cancelled"
    // A time that the clock leaves out is none, and nothing can be there already.
    if (refusal !== "local_time" && present(date, gone)) {
      known.push(date)
      continue
    }
    const faults: [field: keyof SessionRow, code: string][] = faultsOf(typed.row, date)
    if (refusal) faults.push([columnOf[refusal], refusal])
    if (gone) faults.push(["state", "gone"])
    if (seen.has(keyOf(date))) faults.push(["day", "twice_date"])
    problems.push(...faults.map(([field, code]) => read.fault(typed, field, code)))
    if (faults.length > 0 || !outcome.ok) continue
    seen.add(keyOf(date))
    added.push(date)
    dates.push(outcome.date)
  }
  const { unknown } = read
  problems.sort((a, b) => a.line - b.line)
  return { ok: true, added, known, dates, overlaps: overlapsWithin(added), problems, unknown }
}

/** A row as a date; null when there is no format that is called so. */
function dateOf({ line, row }: { line: number; row: SessionRow }, house: House) {
  const format = findNamed(house.formats, formatNames, row.format)
  if (!format) return null
  const { day, time, place, language, timeZone = house.settings.timeZone } = row
  const { capacity = format.capacity, minimum = format.minimum } = row
  const host = row.host === undefined ? null : findNamed(house.team, memberNames, row.host)
  const localStart = `${day}T${time}`
  const input: GroupSessionInput = {
    ...{ formatId: format.id, localStart, timeZone, language, capacity, minimum, hostId: host?.id ?? null },
    placeText: isOnline(place) ? null : place,
  }
  return {
    ...{ line, input, format, hostName: host?.name ?? null },
    ...sessionTimes(localStart, timeZone, format.lengthMinutes),
    ...dayOff(day, house.settings.region),
    publish: row.state !== "draft",
  }
}

const isOnline = (place: string | null) => place?.toLowerCase() === "online"

function faultsOf({ host, place }: SessionRow, { input, format }: ListedDate): [keyof SessionRow, string][] {
  const faults: [keyof SessionRow, string][] = []
  if (host !== undefined && input.hostId === null) faults.push(["host", "host"])
  if (isOnline(place) && format.place === "on_site") faults.push(["place", "on_site"])
  return faults
}

type Key = { input: Pick<GroupSessionInput, "formatId" | "language">; startsAt: Date }
const keyOf = ({ input, startsAt }: Key) => `${input.formatId} ${input.language} ${startsAt.toISOString()}`

/** Which of these dates the house has already; one that was called off only where the file says so too. */
async function readPresent(tx: Tx, dates: ListedDate[]): Promise<(date: ListedDate, gone: boolean) => boolean> {
  const found = await tx.groupSession.findMany({
    where: { startsAt: { in: dates.map(({ startsAt }) => startsAt) } },
    select: { formatId: true, language: true, startsAt: true, status: true },
  })
  const keys = (which: typeof found) => new Set(which.map(({ startsAt, ...input }) => keyOf({ input, startsAt })))
  const [all, standing] = [keys(found), keys(found.filter(({ status }) => status !== "cancelled"))]
  return (date, gone) => (gone ? all : standing).has(keyOf(date))
}
