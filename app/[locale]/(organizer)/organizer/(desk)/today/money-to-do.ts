import { listDueReminders } from "@/lib/invoices/queries-open-items"
import { countMoneyTasks, listFailedDebits } from "@/lib/payments/queries-tasks"
import type { MoneyToDo } from "./money-items"

/** What waits about money. */
export async function findMoneyToDo(now: Date): Promise<MoneyToDo> {
  const [tasks, failedDebits, reminders] = await Promise.all([
    countMoneyTasks(),
    listFailedDebits(),
    listDueReminders(now),
  ])
  return { tasks: { ...tasks, remindersDue: reminders.length }, failedDebits }
}
