import { db } from "@/lib/db"
import { holidaysOf, regions } from "@/lib/holidays"

/**
 * Writes down for the database which days nobody works, this year and the four after it, in every state and in all of
 * Germany ("BUND"): the clock of an offer stands still on them. Runs daily and when a worker starts.
 */
export async function keepHolidays(options: { now?: Date } = {}): Promise<void> {
  const first = (options.now ?? new Date()).getUTCFullYear()
  const rows = Array.from({ length: 5 }, (_, years) => String(first + years)).flatMap((year) =>
    [null, ...regions].flatMap((region) =>
      holidaysOf(year, region).map((day) => ({ region: region ?? "BUND", day: new Date(day) })),
    ),
  )
  await db.publicHoliday.createMany({ data: rows, skipDuplicates: true })
}
