import { db, type Tx } from "@/lib/db"
import { type DeskSession, listSessions } from "@/lib/sessions/queries"
import type { DeskScope } from "@/lib/sessions/queries-desk"
import type { FormatText, Locale } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import { addDays, localDayOf, startOfWeek } from "@/lib/time-zone"
import type { Cell } from "@/lib/csv"
import { formatNames, memberNames, namesById, sessionCells } from "./rules-sessions"

export type House = Awaited<ReturnType<typeof readHouse>>

/** By what the names and the gaps of a list of sessions are understood, and what its names are written by. */
export async function readHouse(tx: Tx = db) {
  const [formats, team, settings] = [
    await tx.format.findMany({ orderBy: [{ position: "asc" }, { slug: "asc" }] }),
    await tx.teamMember.findMany({ where: { removedAt: null }, select: { id: true, name: true, email: true } }),
    await getSettings(tx),
  ]
  const withTexts = formats.map((format) => ({ ...format, texts: format.texts as Record<Locale, FormatText> }))
  return { formats: withTexts, team, settings }
}

/**
 * Sessions of one kind or time as rows that an import reads as the same sessions: all of them, however many, `size` at a
 * time and a query for each part.
 */
export async function* sessionTable(
  wanted: DeskScope & ({ show: NonNullable<DeskScope["show"]> } | { during: NonNullable<DeskScope["during"]> }),
  { locale, now, size = 1_000 }: { locale: Locale; now: Date; size?: number },
): AsyncGenerator<Cell[][]> {
  const { formats, team } = await readHouse()
  const [formatBy, hostBy] = [namesById(formats, (each) => formatNames(each, locale)), namesById(team, memberNames)]
  let after: DeskSession | undefined
  do {
    const sessions = await listSessions(locale, { ...wanted, after, limit: size }, now)
    yield sessions.map(({ format, hostId, hostName, ...session }) => {
      const host = (hostId && hostBy.get(hostId)) ?? hostName
      return sessionCells({ ...session, place: format.place, format: formatBy.get(format.id), host }, locale)
    })
    after = sessions.length < size ? undefined : sessions.at(-1)
  } while (after)
}

/** Rows to begin a list with: a draft of each format, on the Thursday in eight weeks. */
export async function exampleTable(locale: Locale, now: Date): Promise<Cell[][]> {
  const { formats, settings } = await readHouse()
  const day = addDays(startOfWeek(addDays(localDayOf(now, settings.timeZone), 56)), 3)
  const names = namesById(formats, (each) => formatNames(each, locale))
  const shared = { localStart: `${day}T10:00`, timeZone: settings.timeZone, language: locale, status: "draft" } as const
  return formats
    .filter(({ kind }) => kind === "group")
    .map(({ id, ...format }) => sessionCells({ ...format, ...shared, format: names.get(id) }, locale))
}
