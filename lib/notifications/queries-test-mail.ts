import { setTimeout } from "node:timers/promises"
import { db } from "@/lib/db"
import type { MailState } from "@/prisma/generated/client"

export type TestMail = { id: string; state: MailState; lastError: string | null; createdAt: Date; sentAt: Date | null }

/** The last test mail to an address. */
export async function findTestMail(recipient: string): Promise<TestMail | null> {
  return db.mail.findFirst({
    where: { kind: "team_test", recipient },
    select: { id: true, state: true, lastError: true, createdAt: true, sentAt: true },
    orderBy: { createdAt: "desc" },
  })
}

const waitMs = 5_000
const stepMs = 200

/**
 * Waits a few seconds for what becomes of a test mail, so that whoever asked reads the answer on the page that follows.
 * Afterwards it is known or still on its way; the page says which.
 */
export async function awaitTestMail(activityId: string): Promise<void> {
  for (let waited = 0; waited < waitMs; waited += stepMs) {
    const mail = await db.mail.findFirst({
      where: { kind: "team_test", occasion: activityId },
      select: { state: true, lastError: true },
    })
    if (mail && (mail.lastError !== null || !["queued", "sending"].includes(mail.state))) return
    await setTimeout(stepMs)
  }
}
