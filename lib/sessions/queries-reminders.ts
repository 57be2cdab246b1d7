import { db, type Tx } from "@/lib/db"
import type { FormatReminders } from "@/prisma/generated/client"
import { type ReminderRules, usualReminders } from "./rules-reminders"

export type StoredRules = ReminderRules & { setAt: Date | null }

/** The rules of a format; the usual ones until somebody sets others. */
export async function getReminderRules(formatId: string, tx: Tx = db): Promise<StoredRules> {
  return rulesOf(await tx.formatReminders.findUnique({ where: { formatId } }))
}

export function rulesOf(row: FormatReminders | null): StoredRules {
  if (!row) return { ...usualReminders, setAt: null }
  const { days, questionDays, againDays, minutes, atTime, setAt } = row
  return { days, questionDays, againDays, minutes, atTime, setAt }
}
