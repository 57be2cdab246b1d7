import { received } from "../support/mail-server"
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { queueNewDates } from "@/lib/notifications/queue-new-dates"
import { confirmSubscription } from "@/lib/subscriptions/confirm-subscription"
import { forgetSubscriptions } from "@/lib/subscriptions/forget-subscriptions"
import { leaveSubscription } from "@/lib/subscriptions/leave-subscription"
import { findOwnSubscriptions, listSubscribers } from "@/lib/subscriptions/queries"
import { requestSubscription } from "@/lib/subscriptions/request-subscription"
import { readSubscriptionToken, subscriptionToken } from "@/lib/subscriptions/token"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { at, monday, world } from "../support/world"
import { uniqueIndex } from "../support/twin"

const email = "petra.muster@muster-anlagenbau.example"
const ask = (more: Partial<Parameters<typeof requestSubscription>[0]> = {}, now = monday) =>
  requestSubscription({ email, locale: "de", ...more }, { now })
const tokenOf = async (where = {}) => subscriptionToken((await db.subscription.findFirstOrThrow({ where })).id)
const kinds = async () =>
  (await db.mail.findMany({ orderBy: { createdAt: "asc" } })).map(
    ({ kind, recipient }) => `${kind} ${recipient.split(".")[0]}`,
  )

/** Somebody who has confirmed, on that Monday morning. */
async function subscribe(more: Parameters<typeof ask>[0] = {}): Promise<string> {
  await ask(more)
  const { email: of = email, formatId = null, language = null } = more
  const { id } = await db.subscription.findFirstOrThrow({ where: { email: of, formatId, language } })
  await confirmSubscription({ token: subscriptionToken(id) }, { now: monday })
  return subscriptionToken(id)
}

beforeEach(async () => {
  await renewOwnDatabase()
  received.length = 0
})

describe("asking for news of new dates", () => {
  it("writes to the mailbox, and to nobody of any date before it says yes", async () => {
    const { session, formats } = await world()
    await ask()
    await drainJobs()
    expect(received.map(({ mail }) => mail.subject)).toEqual(["Bitte bestätigen: Nachricht bei neuen Terminen"])
    await session(formats.instant, "2027-03-04T10:00", { now: at("2026-12-08T08:00") })
    await queueNewDates({ now: at("2026-12-08T09:00") })
    expect(await kinds()).toEqual(["subscription petra"])
  })

  it("answers the same, and with one mail, whether the address is known or not", async () => {
    await subscribe()
    await drainJobs()
    received.length = 0
    const answers = [await ask(), await ask({ email: "karin.probe@probe.example" })]
    expect(answers).toEqual([{ ok: true }, { ok: true }])
    await drainJobs()
    expect(received.map(({ to }) => to[0]).sort()).toEqual(["karin.probe@probe.example", email])
    expect(received.every(({ raw }) => !/list-unsubscribe/i.test(raw))).toBe(true)
  })

  it("fills nobody's mailbox", async () => {
    for (let i = 0; i < 6; i++) await ask({}, new Date())
    await drainJobs()
    expect(received).toHaveLength(3)
  })

  it("asked twice at once is one subscription", async () => {
    await Promise.all([ask(), ask(), ask()])
    expect(await db.subscription.count()).toBe(1)
  })
  it("would be several without its index: the twin", async () => {
    await renewOwnDatabase({ without: uniqueIndex("subscriptions_once") })
    await Promise.allSettled([ask(), ask(), ask()])
    expect(await db.subscription.count()).not.toBe(1)
  })

  it("is forgotten where nobody says yes, and kept where somebody does", async () => {
    await subscribe()
    await ask({ email: "karin.probe@probe.example" })
    const later = new Date(monday.getTime() + 31 * 86_400_000)
    await forgetSubscriptions({ now: later })
    expect((await listSubscribers("de")).subscribers.map((each) => each.email)).toEqual([email])
  })
})

describe("the link of a subscription", () => {
  it("confirms once and again, and opens nothing of another mailbox", async () => {
    await subscribe({ email: "karin.probe@probe.example" })
    await ask()
    const token = await tokenOf({ email })
    expect(await confirmSubscription({ token }, { now: monday })).toEqual({ ok: true })
    expect(await confirmSubscription({ token }, { now: at("2026-12-09T09:00") })).toEqual({ ok: true })
    expect((await db.subscription.findFirstOrThrow({ where: { email } })).confirmedAt).toEqual(monday)
    expect(await findOwnSubscriptions(token, "de")).toHaveLength(1)
    const { id: other } = await db.subscription.findFirstOrThrow({ where: { email: { not: email } } })
    expect(await leaveSubscription({ token, which: other })).toEqual({ ok: true, left: 0 })
    expect(await leaveSubscription({ token, all: true })).toEqual({ ok: true, left: 1 })
    expect(await db.subscription.count()).toBe(1)
  })

  it("is none with one bit changed, and one of nobody else's id", async () => {
    const token = await subscribe()
    const bytes = Buffer.from(token, "base64url")
    for (const index of [0, 15, 16, 31]) {
      const forged = Buffer.from(bytes)
      forged[index]! ^= 1
      expect(readSubscriptionToken(forged.toString("base64url"))).toBeNull()
      expect(await leaveSubscription({ token: forged.toString("base64url") })).toEqual({ ok: true, left: 0 })
      expect(await confirmSubscription({ token: forged.toString("base64url") })).toMatchObject({ reason: "link_void" })
    }
    expect(readSubscriptionToken(token)).not.toBeNull()
  })

  it("ends with the subscription: a new one has a new link", async () => {
    const token = await subscribe()
    await leaveSubscription({ token })
    await ask()
    expect(await confirmSubscription({ token })).toMatchObject({ reason: "link_void" })
    expect(await leaveSubscription({ token })).toEqual({ ok: true, left: 0 })
  })
})

/** Two workers at 09:00 tell of two formats' dates, to a mailbox with two subscriptions. */
async function twoWorkers(): Promise<number> {
  const { session, formats } = await world()
  await subscribe({ formatId: formats.instant })
  await subscribe({ formatId: formats.reviewed })
  await session(formats.instant, "2027-03-04T10:00", { now: at("2026-12-07T11:00") })
  await session(formats.reviewed, "2027-03-05T10:00", { now: at("2026-12-07T12:00") })
  await Promise.all([1, 2, 3].map(() => queueNewDates({ now: at("2026-12-08T09:00") })))
  return db.mail.count({ where: { kind: "new_dates" } })
}

describe("news of new dates", () => {
  it("is one mail a day with all of them, which one POST ends", async () => {
    expect(await twoWorkers()).toBe(1)
    received.length = 0
    await drainJobs()
    const { raw, mail } = received.find(({ mail: { subject } }) => subject?.startsWith("Neue Termine"))!
    expect(mail.subject).toBe("Neue Termine ab Do., 04.03.2027")
    expect(mail.text?.match(/sessions\//g)).toHaveLength(2)
    const unfolded = raw.replace(/\r\n[ \t]+/g, " ")
    expect(unfolded).toMatch(/^List-Unsubscribe: <http:\/\/localhost:3000\/api\/unsubscribe\/[\w-]{43}>/im)
    expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im)
    await queueNewDates({ now: at("2026-12-08T15:00") })
    await queueNewDates({ now: at("2026-12-09T09:00") })
    expect(await db.mail.count({ where: { kind: "new_dates" } })).toBe(1)
  })

  it("is ended by an old one too, of which the subscription is gone, and nobody else's by that", async () => {
    await twoWorkers()
    const other = await subscribe({ email: "karin.probe@probe.example" })
    const { params } = await db.mail.findFirstOrThrow({ where: { kind: "new_dates" } })
    const token = subscriptionToken((params as { subscriptionId: string }).subscriptionId)
    expect(await leaveSubscription({ token })).toEqual({ ok: true, left: 1 })
    expect(await leaveSubscription({ token })).toEqual({ ok: true, left: 0 })
    expect(await leaveSubscription({ token, all: true })).toEqual({ ok: true, left: 1 })
    expect(await db.subscription.findMany()).toMatchObject([{ id: readSubscriptionToken(other) }])
  })

  it("does not come any more where it waited in the queue while its reader left", async () => {
    expect(await twoWorkers()).toBe(1)
    await leaveSubscription({ token: await tokenOf(), all: true })
    received.length = 0
    await drainJobs()
    expect(received.map(({ mail: { subject } }) => subject).filter((subject) => /Neue Termine/.test(subject!))).toEqual(
      [],
    )
    expect(await db.mail.findFirstOrThrow({ where: { kind: "new_dates" } })).toMatchObject({ state: "suppressed" })
  })

  it("would be several if nobody noted what was told and nothing made it one: the twin", async () => {
    const forgets = `CREATE FUNCTION forget_told() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN NEW.told_until := OLD.told_until; RETURN NEW; END $$;
      CREATE TRIGGER a_forget BEFORE UPDATE ON subscriptions FOR EACH ROW
        WHEN (OLD.told_until IS NOT NULL) EXECUTE FUNCTION forget_told();`
    await renewOwnDatabase({ without: forgets + uniqueIndex("mails_occasion_kind_recipient_key") })
    expect(await twoWorkers()).toBeGreaterThan(1)
  })

  it("comes late and whole when no worker ran for two days, without what is over", async () => {
    const { session, formats } = await world()
    await subscribe()
    await session(formats.instant, "2026-12-09T10:00", { now: at("2026-12-07T11:00") })
    await session(formats.instant, "2027-03-04T10:00", { now: at("2026-12-08T11:00") })
    await queueNewDates({ now: at("2026-12-10T12:00") })
    const { params } = await db.mail.findFirstOrThrow({ where: { kind: "new_dates" } })
    expect((params as { dates: unknown[] }).dates).toHaveLength(1)
  })

  it("waits for a change of a date that is about to take effect, and is not lost by it", async () => {
    const { session, formats } = await world()
    await subscribe()
    const { id } = await session(formats.instant, "2027-03-04T10:00", { now: at("2026-12-07T11:00") })
    const pause = (pausedUntil: Date | null) => db.groupSession.update({ where: { id }, data: { pausedUntil } })
    await pause(at("2026-12-08T09:05"))
    await queueNewDates({ now: at("2026-12-08T09:00") })
    expect(await db.mail.count({ where: { kind: "new_dates" } })).toBe(0)
    await pause(null)
    await queueNewDates({ now: at("2026-12-08T09:06") })
    expect(await db.mail.count({ where: { kind: "new_dates" } })).toBe(1)
  })

  it("is of the format and language that was asked for, and of what was published since", async () => {
    const { session, formats } = await world()
    await session(formats.instant, "2027-03-01T10:00")
    await subscribe({ formatId: formats.reviewed })
    await subscribe({ email: "karin.probe@probe.example", language: "en" })
    await session(formats.instant, "2027-03-04T10:00", { now: at("2026-12-07T11:00") })
    await queueNewDates({ now: at("2026-12-08T09:00") })
    expect(await db.mail.count({ where: { kind: "new_dates" } })).toBe(0)
    await session(formats.reviewed, "2027-03-05T10:00", { now: at("2026-12-08T11:00") })
    await queueNewDates({ now: at("2026-12-09T08:59") })
    expect(await db.mail.count({ where: { kind: "new_dates" } })).toBe(0)
    await queueNewDates({ now: at("2026-12-09T09:00") })
    expect((await kinds()).filter((kind) => kind.startsWith("new_dates"))).toEqual(["new_dates petra"])
  })
})
