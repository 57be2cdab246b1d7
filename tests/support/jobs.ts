import { setTimeout as sleep } from "node:timers/promises"
import { react } from "@/lib/reactions"
import { sendMail } from "@/lib/notifications/send-mail"
import { tasks } from "@/lib/tasks"
import { ownDatabase } from "./database"

type Job = {
  id: string
  task_identifier: string
  payload: { activityId?: string; mailId?: string; invoiceId?: string }
}

const inTime = new Date(0)

/**
 * Works off everything in the queue of this test file's database, also what was put off, until nothing is left. Mails go
 * out in time, unless a test says when.
 */
export async function drainJobs({ now = inTime }: { now?: Date } = {}): Promise<void> {
  const database = ownDatabase()
  for (;;) {
    const jobs = await database.query<Job>(`
      SELECT j.id, t.identifier AS task_identifier, j.payload FROM graphile_worker._private_jobs j
        JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id LIMIT 100`)
    if (jobs.length === 0) return
    for (const { id, task_identifier: task, payload } of jobs) {
      if (task === "react") await react(payload.activityId!)
      else if (task === "send-mail") await sendMail(payload.mailId!, { now })
      else if (task === "make-document") await tasks["make-document"](payload)
      await database.query(`DELETE FROM graphile_worker._private_jobs WHERE id = $1`, [id])
    }
  }
}

/** Waits until an app with a worker has done all there is to do. */
export async function jobsAreDone(): Promise<void> {
  const left = () => ownDatabase().query("SELECT 1 FROM graphile_worker._private_jobs WHERE run_at <= now() LIMIT 1")
  for (const end = Date.now() + 20_000; (await left()).length > 0; await sleep(25))
    if (Date.now() > end) throw new Error("jobs are left over")
}
