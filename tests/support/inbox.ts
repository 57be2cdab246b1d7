import { received } from "./mail-server"
import ICAL from "ical.js"
import { db } from "@/lib/db"
import { ownDatabase } from "./database"
import { drainJobs } from "./jobs"

/** What the mail server of this test file has been sent. Imported first: it says where mails go before anything reads that. */

/** All that has arrived in a test and was looked at. */
export const seen: typeof received = []

/** Nobody has mail, nobody is in the team, nothing waits; the mailboxes of the same people would soon be over their limit. */
export async function emptyInbox(): Promise<void> {
  await ownDatabase().query("DELETE FROM mails; DELETE FROM team_members; DELETE FROM graphile_worker._private_jobs")
  received.length = 0
  seen.length = 0
}

/** What has arrived since the last look: "subject > first name of the mailbox". */
export async function arrived(options: { now?: Date } = {}): Promise<string[]> {
  await drainJobs(options)
  const mails = received.splice(0)
  seen.push(...mails)
  return mails.map(({ mail, to }) => `${to[0]?.split(".")[0]}: ${mail.subject}`).sort()
}
export const lastTo = (name: string) => seen.filter(({ to }) => to[0]?.startsWith(`${name}.`)).at(-1)!.mail

/** The entry that came with a mail. */
export function entryOf(mail: (typeof received)[0]["mail"]) {
  const file = mail.attachments.find(
    ({ contentType }) => contentType === "application/ics" || contentType === "text/calendar",
  )
  if (!file) return null
  const calendar = new ICAL.Component(ICAL.parse(file.content.toString("utf8")) as unknown[])
  const event = calendar.getFirstSubcomponent("vevent")!
  const start = event.getFirstPropertyValue("dtstart") as ICAL.Time
  return {
    method: String(calendar.getFirstPropertyValue("method")),
    uid: String(event.getFirstPropertyValue("uid")),
    sequence: Number(event.getFirstPropertyValue("sequence")),
    start: start.toJSDate(),
  }
}

/** What that entry is called. */
export const titleOf = ({ attachments }: (typeof received)[0]["mail"]): string | undefined =>
  /^SUMMARY:(.*)$/m.exec(attachments.map(({ content }) => content.toString("utf8")).join("\n"))?.[1]?.trim()

/** Somebody of the team who is told. */
export const addOwner = (requestMails: "each" | "digest" | "none" = "each") =>
  db.teamMember.create({
    data: { email: "erika.beispiel@runde.example", name: "Erika Beispiel", role: "owner", requestMails },
  })
