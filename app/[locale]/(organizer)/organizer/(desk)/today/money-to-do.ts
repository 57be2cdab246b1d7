import { listOpenItems } from "@/lib/invoices/queries-open-items"
import { countMoneyTasks, listFailedDebits } from "@/lib/payments/queries-tasks"
import type { Locale } from "@/lib/sessions/schema"
import type { MoneyToDo } from "./money-items"

/** What waits about money. */
export async function findMoneyToDo(locale: Locale, now: Date): Promise<MoneyToDo> {
  const [tasks, failedDebits, overdue] = await Promise.all([
    countMoneyTasks(),
    listFailedDebits(),
    listOpenItems(locale, { show: "overdue" }, now),
  ])
  return { tasks: { ...tasks, remindersDue: overdue.filter(({ next }) => next?.isDue).length }, failedDebits }
}
