import { db } from "@/lib/db"
import type { FormatText } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import { sessionTimes } from "@/lib/sessions/rules"
import { addLocalDays, localDayOf } from "@/lib/time-zone"
import type { Locale } from "@/prisma/generated/client"
import { appointmentOf } from "./facts"
import type { Appointment } from "./schema"

/** The next date of a format, or a morning in four weeks where there is none; null for a format that is none. */
export async function findSampleAppointment(formatId: string, locale: Locale, now: Date): Promise<Appointment | null> {
  const format = await db.format.findUnique({ where: { id: formatId } })
  if (!format) return null
  const session = await db.groupSession.findFirst({
    where: { formatId, status: { in: ["published", "guaranteed"] }, startsAt: { gt: now } },
    orderBy: { startsAt: "asc" },
  })
  if (session) return appointmentOf({ ...session, format }, locale)
  const { timeZone } = await getSettings()
  const day = localDayOf(addLocalDays(now, 28, timeZone), timeZone)
  const { startsAt, endsAt } = sessionTimes(`${day}T10:00`, timeZone, format.lengthMinutes)
  return {
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), timeZone },
    format: (format.texts as Record<Locale, FormatText>)[locale].shortName,
    ...{ lengthMinutes: format.lengthMinutes, place: format.place, placeText: format.placeText },
  }
}
