import { db, type Tx } from "@/lib/db"
import type { DeskSession } from "@/lib/sessions/queries"
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

/** Sessions as rows that an import reads as the same sessions. */
export async function tableOf(sessions: DeskSession[], locale: Locale): Promise<Cell[][]> {
  const { formats, team } = await readHouse()
  const [formatBy, hostBy] = [namesById(formats, (each) => formatNames(each, locale)), namesById(team, memberNames)]
  return sessions.map(({ format, hostId, hostName, ...session }) => {
    const host = (hostId && hostBy.get(hostId)) ?? hostName
    return sessionCells({ ...session, place: format.place, format: formatBy.get(format.id), host }, locale)
  })
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
