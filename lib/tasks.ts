import type { TaskList } from "graphile-worker"
import { system } from "@/lib/activity"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { sweep } from "@/lib/bookings/sweep"
import { freeAbandonedJobs, type Jobs } from "@/lib/jobs"
import { queueDigests } from "@/lib/notifications/queue-digests"
import { sendMail } from "@/lib/notifications/send-mail"
import { forgetRequests } from "@/lib/once"
import { react } from "@/lib/reactions"
import { keepHolidays } from "@/lib/sessions/keep-holidays"
import { reanchorSessions } from "@/lib/sessions/reanchor-sessions"
import { forgetUploads } from "@/lib/transfer/keep-upload"
import { closeEntries, passOnSeats } from "@/lib/waitlist/pass-on-seats"

/** What a worker can do. Each task may run twice: a job whose worker has died is another's to do again. */
export const tasks = {
  react: (payload) => react((payload as Jobs["react"]).activityId),
  "send-mail": (payload) => sendMail((payload as Jobs["send-mail"]).mailId),
  "carry-out-change": async (payload) =>
    void (await carryOutChange({ changeId: (payload as Jobs["carry-out-change"]).changeId }, { actor: system })),
  sweep: async () => {
    await sweep()
    await passOnSeats()
    await closeEntries()
  },
  digest: () => queueDigests(),
  "free-jobs": () => freeAbandonedJobs(),
  "forget-uploads": () => forgetUploads(),
  "forget-requests": () => forgetRequests(),
  "keep-holidays": () => keepHolidays(),
  "follow-zones": async () => void (await reanchorSessions()),
} satisfies TaskList

/** What the clock of the queue starts, once in all processes. */
export const cron: { everyMinute: (keyof typeof tasks)[]; daily: (keyof typeof tasks)[] } = {
  everyMinute: ["sweep", "digest", "free-jobs"],
  daily: ["keep-holidays", "follow-zones", "forget-uploads", "forget-requests"],
}
