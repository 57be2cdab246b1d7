import { type By, system } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { db, transaction } from "@/lib/db"
import { enqueue } from "@/lib/jobs"
import { oneByOne } from "@/lib/one-by-one"
import { erasePerson } from "@/lib/people/erase-person"
import { getLimits } from "@/lib/sessions/settings"

/** As many as are erased well within the time that a job may take. */
const atOnce = 100

/**
 * Erases whoever has had nothing to do with the house for as long as it has set, each as `erasePerson` does: what the law
 * asks to keep is kept. Who has a date ahead, or had one since, is not due. Runs daily; where more are due than one job
 * takes, it asks for another.
 * @returns how many were erased
 */
export async function eraseDuePeople(by: By = { actor: system }): Promise<number> {
  const { people } = await getLimits(by.now ?? presentTime())
  const due = await db.$queryRaw<
    { id: string }[]
  >`SELECT id FROM people_to_erase(${people}) ORDER BY id LIMIT ${atOnce}`
  let erased = 0
  await oneByOne(due, "retention.not_erased", async ({ id }) => {
    const outcome = await erasePerson({ personId: id }, by)
    if (outcome.ok) erased++
  })
  if (due.length === atOnce && erased > 0) await transaction((tx) => enqueue(tx, "erase-people", {}))
  return erased
}
