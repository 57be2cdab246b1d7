import { expect } from "vitest"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { ownDatabase } from "../support/database"
import { received } from "../support/mail-server"
import { startApp } from "../support/server"
import { person, publishedSession, wishFor } from "../support/sessions"
import { before, forgetfulOutbox, uniqueIndex } from "../support/twin"
import { race } from "./race"

const mails = 8

/** The queue hands every job to both workers: it forgets at once that somebody has it. */
const forgetfulQueue = before("UPDATE", "graphile_worker._private_jobs", "NEW.locked_at := NULL; NEW.locked_by := NULL")

race("two workers get every job", {
  async body() {
    received.length = 0
    const session = await publishedSession({ capacity: mails })
    for (let index = 0; index < mails; index++) await holdSeat(wishFor(session, person(`p${index}`)))
    const env = { ROLE: "worker", SMTP_URL: process.env.SMTP_URL! }
    const workers = await Promise.all([startApp({ env }), startApp({ env })])
    const due =
      "SELECT id FROM graphile_worker.jobs WHERE task_identifier IN ('react', 'send-mail') AND run_at <= now() LIMIT 1"
    await expect.poll(() => ownDatabase().query(due), { timeout: 30_000, interval: 50 }).toEqual([])
    await Promise.all(workers.map((worker) => worker.stop()))
    const written = await ownDatabase().query("SELECT id FROM mails")
    return {
      answers: [],
      claims: {
        "each code is written once": written.length === mails,
        "each code arrives once":
          received.length === mails && new Set(received.map(({ to }) => to.join())).size === mails,
      },
    }
  },
  widen: forgetfulQueue,
  twins: [
    { without: [uniqueIndex("mails_occasion_kind_recipient_key")], breaks: "each code is written once" },
    { without: [forgetfulOutbox], breaks: "each code arrives once" },
  ],
})
