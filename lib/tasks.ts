import type { TaskList } from "graphile-worker"
import { system } from "@/lib/activity"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { eraseDuePeople } from "@/lib/bookings/erase-due-people"
import { forgetUnconfirmed } from "@/lib/bookings/forget-unconfirmed"
import { settleViability } from "@/lib/bookings/settle-viability"
import { sweep } from "@/lib/bookings/sweep"
import { now } from "@/lib/clock"
import { issueDueInvoices } from "@/lib/invoices/issue-due-invoices"
import { makeDocument } from "@/lib/invoices/make-document"
import { remindPayments } from "@/lib/invoices/remind-payments"
import { freeAbandonedJobs, type Jobs } from "@/lib/jobs"
import { forgetMails } from "@/lib/notifications/forget-mails"
import { mailDocument } from "@/lib/notifications/mail-documents"
import { queueNewDates } from "@/lib/notifications/queue-new-dates"
import { queueDigests } from "@/lib/notifications/queue-digests"
import { queueReminders } from "@/lib/notifications/queue-reminders"
import { sendMail } from "@/lib/notifications/send-mail"
import { forgetAddresses } from "@/lib/notifications/forget-addresses"
import { forgetMailEvents } from "@/lib/notifications/take-mail-events"
import { forgetRequests } from "@/lib/once"
import { forgetSignIns } from "@/lib/people/forget-sign-ins"
import { checkVatIds } from "@/lib/payments/check-vat-ids"
import { expireCheckouts } from "@/lib/payments/expire-checkouts"
import { forgetCredits } from "@/lib/payments/forget-credits"
import { replayEvents } from "@/lib/payments/replay-events"
import { sendRefunds } from "@/lib/payments/send-refunds"
import { settleUndecided } from "@/lib/payments/settle-undecided"
import { react } from "@/lib/reactions"
import { forgetPrivate } from "@/lib/round/forget-private"
import { keepHolidays } from "@/lib/sessions/keep-holidays"
import { endFirstAccesses } from "@/lib/sessions/publish-group-session"
import { reanchorSessions } from "@/lib/sessions/reanchor-sessions"
import { getLimits } from "@/lib/sessions/settings"
import { forgetSubscriptions } from "@/lib/subscriptions/forget-subscriptions"
import { forgetUploads } from "@/lib/transfer/keep-upload"
import { closeEntries, passOnSeats } from "@/lib/waitlist/pass-on-seats"

/** What a worker can do. Each task may run twice: a job whose worker has died is another's to do again. */
export const tasks = {
  react: (payload) => react((payload as Jobs["react"]).activityId),
  "send-mail": (payload) => sendMail((payload as Jobs["send-mail"]).mailId),
  // Mailed as soon as there is something to go along; what dies in between begins again.
  "make-document": async (payload) => {
    await makeDocument(payload as Jobs["make-document"])
    await mailDocument(payload as Jobs["make-document"])
  },
  "issue-invoices": async () => {
    await settleUndecided()
    await issueDueInvoices()
  },
  "remind-payments": async () => void (await remindPayments()),
  "carry-out-change": async (payload) =>
    void (await carryOutChange({ changeId: (payload as Jobs["carry-out-change"]).changeId }, { actor: system })),
  sweep: async () => {
    await sweep()
    await endFirstAccesses()
    await passOnSeats()
    await closeEntries()
    await settleViability()
  },
  "check-vat-ids": async () => void (await checkVatIds()),
  "expire-checkouts": async () => void (await expireCheckouts()),
  "send-refunds": async () => void (await sendRefunds()),
  "replay-events": async () => void (await replayEvents()),
  digest: () => queueDigests(),
  remind: async () => void (await queueReminders()),
  "new-dates": () => queueNewDates(),
  "free-jobs": () => freeAbandonedJobs(),
  "forget-uploads": () => forgetUploads(),
  "forget-requests": () => forgetRequests(),
  "forget-credits": () => forgetCredits(),
  "keep-holidays": () => keepHolidays(),
  "erase-people": async () => void (await eraseDuePeople()),
  "forget-unconfirmed": () => forgetUnconfirmed(),
  "forget-mails": async () => {
    await forgetMails()
    await forgetAddresses()
    await forgetMailEvents()
  },
  "forget-subscriptions": () => forgetSubscriptions(),
  "forget-private": () => forgetPrivate(),
  "forget-sign-ins": async () => forgetSignIns((await getLimits(now())).signIns, now()),
  "follow-zones": async () => void (await reanchorSessions()),
} satisfies TaskList

/** What the clock of the queue starts, once in all processes. */
export const cron: Record<"everyMinute" | "hourly" | "daily", (keyof typeof tasks)[]> = {
  everyMinute: [
    ...(["sweep", "expire-checkouts", "send-refunds", "check-vat-ids", "issue-invoices"] as const),
    ...(["remind", "digest", "new-dates", "free-jobs"] as const),
  ],
  hourly: ["replay-events", "remind-payments"],
  daily: [
    "keep-holidays",
    "follow-zones",
    "erase-people",
    "forget-unconfirmed",
    "forget-private",
    "forget-mails",
    "forget-subscriptions",
    "forget-sign-ins",
    "forget-uploads",
    "forget-requests",
    "forget-credits",
  ],
}
