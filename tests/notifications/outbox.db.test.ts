import { behaviour, received } from "../support/mail-server"
import { forgetfulOutbox } from "../support/twin"
import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { db, transaction } from "@/lib/db"
import { freeAbandonedJobs } from "@/lib/jobs"
import { queueMail } from "@/lib/notifications/queue-mail"
import { hourlyDomainLimit, hourlyLimit } from "@/lib/notifications/rules"
import { sendMail } from "@/lib/notifications/send-mail"
import { react } from "@/lib/reactions"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { examples } from "./examples"

const recipient = "petra.muster@muster-anlagenbau.example"
const { confirmed, code } = examples()

type Wishes = { occasion?: string; recipient?: string }
const confirmation = ({ occasion = randomUUID(), recipient: to = recipient }: Wishes = {}) => ({
  ...{ kind: "confirmed" as const, occasion, recipient: to, locale: "de" as const, params: confirmed },
})
const queue = async (wishes?: Wishes): Promise<string> =>
  (await transaction((tx) => queueMail(tx, confirmation(wishes))))!
const stateOf = (id: string) => db.mail.findUniqueOrThrow({ where: { id } })
const jobs = async () =>
  (await ownDatabase().query<{ count: number }>("SELECT count(*)::int AS count FROM graphile_worker._private_jobs"))[0]!
    .count

beforeEach(async () => {
  await ownDatabase().query("DELETE FROM mails; DELETE FROM team_members; DELETE FROM graphile_worker._private_jobs")
})

describe("the outbox", () => {
  it("takes one mail of each kind, occasion and recipient", async () => {
    const occasion = randomUUID()
    await queue({ occasion })
    expect(await queue({ occasion })).toBeNull()
    expect(await queue({ occasion, recipient: "jana@muster-anlagenbau.example" })).not.toBeNull()
    expect(await db.mail.count()).toBe(2)
  })

  it("keeps nothing of what is rolled back", async () => {
    const failing = transaction(async (tx) => {
      await queueMail(tx, confirmation())
      throw new Error("changed my mind")
    })
    await expect(failing).rejects.toThrow("changed my mind")
    expect(await db.mail.count()).toBe(0)
    expect(await jobs()).toBe(0)
  })

  it("sends what was queued, once, with a letter in both forms and the entry", async () => {
    const id = await queue()
    await drainJobs()
    await sendMail(id)
    expect(received).toHaveLength(1)
    const [{ mail, to, raw }] = received as [(typeof received)[0]]
    expect(to).toEqual([recipient])
    expect(mail.subject).toBe("Ihr Platz am Do., 14.01.2027")
    expect(mail.text).toContain("Guten Tag Dr. Petra Muster,")
    expect(mail.html).toContain("Ihr Platz ist bestätigt.")
    expect(mail.from?.text).toBe('"Runde" <kontakt@runde.example>')
    expect(mail.replyTo?.text).toBe('"Erika Beispiel" <kontakt@runde.example>')
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated")
    expect(raw).toMatch(/content-type: text\/calendar; charset=utf-8; method=REQUEST/i)
    expect(mail.attachments.map(({ filename }) => filename).filter(Boolean)).toEqual(["termin.ics"])
    expect(raw).not.toMatch(/^(x-mailer|x-originating-ip|bcc|cc|received):/im)
    expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 1, lastError: null })
  })

  it("holds no link and no code, neither in the row nor in the job", async () => {
    await queue()
    await transaction((tx) => queueMail(tx, { kind: "code", occasion: "x", recipient, locale: "de", params: code }))
    const rows = await ownDatabase().query(
      "SELECT to_jsonb(m) AS row FROM mails m UNION ALL SELECT to_jsonb(j) FROM graphile_worker._private_jobs j",
    )
    await drainJobs()
    const texts = received.map(({ mail }) => mail.text ?? "").join("\n")
    const [, digits = ""] = /^ {4}(\d{6})$/m.exec(texts) ?? []
    const tokens = [...texts.matchAll(/\/(?:open|verify)\/([\w-]{56})/g)].map(([, token = ""]) => token)
    expect(tokens.length).toBeGreaterThan(1)
    for (const secret of [digits, ...tokens]) {
      expect(secret).not.toBe("")
      expect(JSON.stringify(rows)).not.toContain(secret)
    }
  })
})

describe("when the server does not take it", () => {
  it("tries again after a 'later', with the same Message-ID", async () => {
    const id = await queue()
    behaviour.refuseMessage = 451
    await expect(sendMail(id)).rejects.toThrow()
    const waiting = await stateOf(id)
    expect(waiting).toMatchObject({ state: "queued", attempts: 1 })
    expect(waiting.lastError).toMatch(/^451/)
    expect(waiting.lastError).not.toContain("@")
    delete behaviour.refuseMessage
    await sendMail(id)
    expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 2, lastError: null })
    expect(received.map(({ mail }) => mail.messageId)).toEqual([waiting.messageId])
  })

  it("gives up after a final no and tells the team, whose own mails tell nobody", async () => {
    await db.teamMember.create({
      data: { email: "owner@runde.example", name: "Erika Beispiel", role: "owner", requestMails: "none" },
    })
    const id = await queue()
    behaviour.refuseRecipient = 550
    await drainJobs()
    expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 1 })
    const mails = await db.mail.findMany({ orderBy: { createdAt: "asc" } })
    expect(mails.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["confirmed failed", "organizer_bounce failed"])
    expect(JSON.stringify(mails[1]?.params)).toContain(recipient)
    const failed = await db.activity.findMany({ where: { kind: "mail.failed" } })
    expect(failed.map(({ detail }) => (detail as { mailId: string }).mailId).sort()).toEqual(
      mails.map((mail) => mail.id).sort(),
    )
  })

  it("gives up after the last attempt", async () => {
    const id = await queue()
    await db.mail.update({ where: { id }, data: { attempts: 24 } })
    behaviour.refuseMessage = 451
    await sendMail(id)
    expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 25 })
  })

  it("sends one more copy with the same Message-ID after a crash behind the server's yes", async () => {
    const id = await queue()
    await sendMail(id)
    await ownDatabase().query("UPDATE mails SET state = 'sending', claimed_at = now() - interval '2 minutes'")
    await sendMail(id)
    expect(new Set(received.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect(received).toHaveLength(2)
    expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 2 })
  })
})

describe("limits of an address", () => {
  const ask = (to: string) =>
    transaction((tx) =>
      queueMail(tx, { kind: "code", occasion: randomUUID(), recipient: to, locale: "de", params: code }),
    )

  it("suppress one code more within an hour, only for that address, and the caller sees no difference", async () => {
    for (let i = 0; i <= hourlyLimit.code; i++) expect(await ask(recipient)).toMatch(/^[0-9a-f-]{36}$/)
    await ask("jonas@beispiel-soehne.example")
    await drainJobs()
    expect(received.map(({ to }) => to[0])).toEqual([
      ...Array<string>(hourlyLimit.code).fill(recipient),
      "jonas@beispiel-soehne.example",
    ])
    expect(await db.mail.count({ where: { state: "suppressed" } })).toBe(1)
  })

  it("suppress what goes to ever new mailboxes of one house", async () => {
    await ownDatabase().query(
      `INSERT INTO mails (kind, occasion, recipient, locale, params, message_id)
       SELECT 'code', 'o' || n, 'm' || n || '@beispiel-soehne.example', 'de', '{}', 'm' || n FROM generate_series(1, $1) n`,
      [hourlyDomainLimit],
    )
    await ask("jonas@beispiel-soehne.example")
    await ask("jonas@andere-beispiel-soehne.example")
    const mails = await db.mail.findMany({
      where: { recipient: { startsWith: "jonas@" } },
      orderBy: { createdAt: "asc" },
    })
    expect(mails.map(({ state }) => state)).toEqual(["suppressed", "queued"])
  })

  it("count right when many ask at once", async () => {
    await Promise.all(Array.from({ length: hourlyLimit.code + 7 }, () => ask(recipient)))
    expect(await db.mail.count({ where: { state: "queued" } })).toBe(hourlyLimit.code)
  })
})

describe("two workers", () => {
  // Each beside its twin: the one with every protection, the other without one.
  beforeEach(async () => {
    await renewOwnDatabase()
  })

  async function sendAtOnce(): Promise<number> {
    const id = await queue()
    let [handedOver, ended] = [0, 0]
    // Whoever comes first is still handing over until the others have looked.
    behaviour.onMessage = async () => {
      handedOver++
      await vi.waitUntil(() => handedOver > 1 || ended === 2)
    }
    await Promise.allSettled([1, 2, 3].map(() => sendMail(id).finally(() => ended++)))
    return received.length
  }

  it("on one mail: one sends it, the other comes back later", async () => {
    expect(await sendAtOnce()).toBe(1)
    expect(await jobs()).toBeGreaterThan(1)
    await drainJobs()
    expect(received).toHaveLength(1)
  })

  it("twin: without the claim it is sent more than once", async () => {
    await renewOwnDatabase({ without: forgetfulOutbox })
    expect(await sendAtOnce()).toBeGreaterThan(1)
  })

  it("that died with a job gives it back after two minutes, one that is at work keeps it", async () => {
    const database = ownDatabase()
    await queue()
    await queue()
    const [dead, alive] = await database.query<{ id: string }>(
      "SELECT id FROM graphile_worker._private_jobs ORDER BY id",
    )
    await database.query(
      "UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now() - interval '3 minutes' WHERE id = $1",
      [dead!.id],
    )
    await database.query(
      "UPDATE graphile_worker._private_jobs SET locked_by = 'alive', locked_at = now() WHERE id = $1",
      [alive!.id],
    )
    await freeAbandonedJobs()
    const locked = await database.query<{ id: string }>(
      "SELECT id FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL",
    )
    expect(locked).toEqual([alive])
  })

  async function reactAtOnce(): Promise<number> {
    await db.teamMember.create({ data: { email: "owner@runde.example", name: "Erika Beispiel", role: "owner" } })
    const { id: challengeId } = await db.signInChallenge.create({
      data: {
        browserHash: "x",
        expiresAt: new Date(Date.now() + 60_000),
        teamMemberId: (await db.teamMember.findFirstOrThrow()).id,
      },
    })
    const { id } = await db.activity.create({
      data: { kind: "team.code_requested", actorKind: "system", detail: { challengeId } },
    })
    await Promise.allSettled([react(id), react(id), react(id), react(id)])
    return db.mail.count()
  }

  it("on one activity: its mail is queued once", async () => {
    expect(await reactAtOnce()).toBe(1)
  })

  it("twin: without the index it is queued more than once", async () => {
    await renewOwnDatabase({ without: "DROP INDEX mails_occasion_kind_recipient_key" })
    expect(await reactAtOnce()).toBeGreaterThan(1)
  })
})
