import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { closeMail } from "@/lib/mail"
import { findTestMail } from "@/lib/notifications/queries-test-mail"
import { requestTestMail } from "@/lib/notifications/request-test-mail"
import { whyNotSent } from "@/lib/notifications/rules"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { sayingOtherwise, withoutLock } from "../support/statements"
import { pause } from "../support/twin"
import { by, minutesAfter, monday } from "../support/world"

const email = "olga@runde.example"
let id: string
const ask = (now = monday) => requestTestMail({ teamMemberId: id }, by("organizer", now, id))

beforeEach(async () => {
  await renewOwnDatabase()
  id = (await db.teamMember.create({ data: { email, name: "Olga", role: "owner" } })).id
})

describe("a test mail", () => {
  it("goes to whoever asked, on the way of all mails, once", async () => {
    const asked = await ask()
    expect(asked.ok).toBe(true)
    await drainJobs()
    const mail = await findTestMail(email)
    // Without a mail server it stays in the journal.
    expect(mail).toMatchObject({ state: "kept", lastError: null })
    expect(await db.mail.count()).toBe(1)
    expect(await findTestMail("other@runde.example")).toBeNull()
  })

  /** Seven at once, each of which takes a moment to be written down. */
  const askAtOnce = async () => {
    await ownDatabase().query(pause("INSERT", "activities", 30))
    const outcomes = await Promise.all(Array.from({ length: 7 }, () => ask()))
    return outcomes.filter(({ ok }) => ok).length
  }

  it("is sent five times an hour and not more, also when asked for all at once", async () => {
    expect(await askAtOnce()).toBe(5)
    expect(await ask(minutesAfter(monday, 59))).toEqual({ ok: false, reason: "rate_limited" })
    expect(await ask(minutesAfter(monday, 61))).toMatchObject({ ok: true })
  })

  it("twin: is sent more often where the count is not waited for", async () => {
    expect(await sayingOtherwise([withoutLock("team_members")], askAtOnce)).toBeGreaterThan(5)
  })

  it("that the server cannot be reached for says so, and is not tried for days", async () => {
    env().SMTP_URL = "smtp://127.0.0.1:1"
    try {
      await ask()
      await drainJobs().catch(() => undefined)
      expect(await findTestMail(email)).toMatchObject({
        state: "queued",
        lastError: expect.stringMatching(/^E[A-Z]+$/) as string,
      })
      await drainJobs()
      expect(await findTestMail(email)).toMatchObject({ state: "failed" })
      expect(await db.mail.count()).toBe(1)
    } finally {
      env().SMTP_URL = undefined
      closeMail()
    }
  })
})

it.each([
  ["535 5.7.8 authentication failed", "auth"],
  ["530 5.7.0 must issue a STARTTLS command first", "auth"],
  ["550 mailbox unavailable", "answered"],
  ["451 try again later", "answered"],
  ["ECONNREFUSED", "unreachable"],
  ["no answer in time", "unreachable"],
  ["could not be written", "not_written"],
] as const)("%s is in plain words: %s", (error, why) => {
  expect(whyNotSent(error)).toBe(why)
})
