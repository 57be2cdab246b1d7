import { answerAttendance } from "@/lib/bookings/answer-attendance"
import { db } from "@/lib/db"
import { holidayOn } from "@/lib/holidays"
import { queueReminders } from "@/lib/notifications/queue-reminders"
import { planReminders } from "@/lib/sessions/rules-reminders"
import { addDays, localDayOf, weekdayOf } from "@/lib/time-zone"
import { demoAsked } from "./asked"
import { must } from "./must"
import { demoSettings } from "./settings"

const { timeZone: zone, region } = demoSettings

/** When the session of the asked people begins: on the next working day. */
export function askedStart(now: Date): string {
  let day = addDays(localDayOf(now, zone), 1)
  while (weekdayOf(day) > 5 || holidayOn(day, region)) day = addDays(day, 1)
  return `${day}T${demoAsked.session.time}`
}

/** What has happened since they booked: reminded, asked, answered by some, asked once more. */
export async function seedAnswers(localStart: string, bookings: string[], now: Date): Promise<void> {
  const { reminders, askedAt } = planReminders(demoAsked.rules, { localStart, timeZone: zone }, region)
  for (const { at } of reminders.filter((reminder) => reminder.at <= now)) {
    await queueReminders({ now: at })
    // As if a worker had been there: without a mail server they are kept.
    await db.mail.updateMany({ where: { state: "queued" }, data: { state: "kept", createdAt: at, attempts: 1 } })
    if (at === askedAt) await answerAll(bookings, at)
  }
}

async function answerAll(bookings: string[], askedAt: Date): Promise<void> {
  for (const [index, { answer }] of demoAsked.people.entries()) {
    if (!answer) continue
    const bookingId = bookings[index]!
    const { bookerEmail } = await db.booking.findUniqueOrThrow({ where: { id: bookingId } })
    const actor = { kind: bookerEmail ? ("booker" as const) : ("participant" as const) }
    const by = { actor, now: new Date(+askedAt + (index + 1) * 1_500_000) }
    must(await answerAttendance({ bookingId, answer }, by))
  }
}
