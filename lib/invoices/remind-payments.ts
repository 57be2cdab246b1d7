import { system } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { holidayOn } from "@/lib/holidays"
import { oneByOne } from "@/lib/one-by-one"
import { getSettings } from "@/lib/sessions/settings"
import { localTimeOf, weekdayOf } from "@/lib/time-zone"
import { listDueReminders } from "./queries-open-items"
import { remindPayment } from "./remind-payment"

/** Nobody reads of money at night or on a day off. */
const hours = { from: "09:00", until: "17:00" }

/**
 * Sends the reminders that are due, where the house has set that they go by themselves: on working days, by day.
 * @returns how many were due
 */
export async function remindPayments({ now = presentTime() }: { now?: Date } = {}): Promise<number> {
  const { dunning, timeZone, region } = await getSettings()
  if (!dunning.byItself) return 0
  const [day = "", time = ""] = localTimeOf(now, timeZone).split("T")
  if (time < hours.from || time >= hours.until || weekdayOf(day) > 5 || holidayOn(day, region)) return 0
  return oneByOne(await listDueReminders(now), "payment.not_reminded", (booking) =>
    remindPayment(booking, { actor: system, now }),
  )
}
