import { Logger, parseCronItems, type Runner, run, type TaskList } from "graphile-worker"
import { db, type Tx } from "./db"
import { env } from "./env"
import { errorFacts, log } from "./log"

/** The jobs there are, with what each is given. */
export type Jobs = {
  react: { activityId: string }
  "send-mail": { mailId: string }
  "carry-out-change": { changeId: string }
  "make-document": { invoiceId: string }
  "erase-people": object
}

/** Enqueues a job in the caller's transaction: it exists if and only if the change does. */
export async function enqueue<Name extends keyof Jobs>(
  tx: Tx,
  name: Name,
  payload: Jobs[Name],
  options: { runAt?: Date } = {},
) {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${name}::text, ${JSON.stringify(payload)}::json, run_at => ${options.runAt ?? null}::timestamptz)`
}

/**
 * Gives back what a dead worker has left locked; the queue itself waits four hours. No job takes two minutes, and one
 * that does may run twice.
 */
export async function freeAbandonedJobs(): Promise<void> {
  await db.$executeRaw`
    SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM graphile_worker.jobs
     WHERE locked_at < now() - interval '2 minutes' HAVING count(*) > 0`
}

// What the queue says of itself may quote an error of the database: its failures are logged below, by their facts.
const quiet = new Logger(() => () => {})

/**
 * Starts working on jobs. `everyMinute`, `hourly` and `daily` name tasks that the queue's clock starts, once in all processes.
 * Needs LISTEN, hence the direct connection.
 */
export async function startWorker(
  tasks: TaskList,
  cron: Record<"everyMinute" | "hourly" | "daily", string[]>,
): Promise<Runner> {
  const connectionString = env().DATABASE_DIRECT_URL ?? env().DATABASE_URL
  const runner = await run({
    connectionString,
    taskList: tasks,
    concurrency: 5,
    noHandleSignals: true,
    logger: quiet,
    parsedCronItems: parseCronItems([
      ...cron.everyMinute.map((task) => ({ task, match: "* * * * *", identifier: task })),
      ...cron.hourly.map((task) => ({ task, match: "20 * * * *", identifier: task })),
      ...cron.daily.map((task) => ({ task, match: "30 3 * * *", identifier: task })),
    ]),
  })
  runner.events.on("job:failed", ({ job, error }) => {
    log.error({ event: "job.failed", job: job.task_identifier, jobId: job.id, ...errorFacts(error) })
  })
  runner.events.on("pool:listen:error", ({ error }) => log.warn({ event: "jobs.not_listening", ...errorFacts(error) }))
  for (const event of ["pool:listen:error", "worker:getJob:error", "worker:fatalError"] as const) {
    runner.events.on(event, ({ error }) => log.error({ event: "queue.failed", what: event, ...errorFacts(error) }))
  }
  return runner
}
