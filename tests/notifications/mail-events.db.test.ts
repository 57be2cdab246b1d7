import { behaviour, received } from "../support/mail-server"
import { sendgridKeys, serviceSecrets as secrets } from "../support/mail-services"
import { createHmac, generateKeyPairSync, randomUUID, sign } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { db, transaction } from "@/lib/db"
import { queueMail } from "@/lib/notifications/queue-mail"
import { readMailEvents } from "@/lib/notifications/read-mail-events"
import { sendMail } from "@/lib/notifications/send-mail"
import { takeMailEvents } from "@/lib/notifications/take-mail-events"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { examples } from "./examples"

const { privateKey } = sendgridKeys

const address = "petra.muster@muster-anlagenbau.example"
const now = new Date()
const seconds = Math.floor(now.getTime() / 1000)

/** A mail that the server has taken. */
async function sent(kind: "confirmed" | "calendar_renamed" = "confirmed", recipient = address): Promise<string> {
  const params = examples()[kind]
  const id = await transaction((tx) => queueMail(tx, { kind, occasion: randomUUID(), recipient, locale: "de", params }))
  await drainJobs()
  return id!
}
const stateOf = async (id: string) => (await db.mail.findUniqueOrThrow({ where: { id } })).state
const marks = () => db.mailAddress.findMany({ select: { address: true, mark: true, source: true, reason: true } })

const bytes = (json: unknown) => Buffer.from(JSON.stringify(json))
const bounce = (ID = 42, Email = address) => ({
  ...{ RecordType: "Bounce", ID, Type: "HardBounce", Email, BouncedAt: now.toISOString() },
  Description: `The server was unable to deliver your message to ${Email}`,
})
const basic = (pair: string) => new Headers({ authorization: `Basic ${Buffer.from(pair).toString("base64")}` })

const mailgunCall = (
  event: object,
  { token = randomUUID() + randomUUID(), key = secrets.MAIL_EVENTS_MAILGUN } = {},
) => {
  const signature = createHmac("sha256", key).update(`${seconds}${token}`).digest("hex")
  const body = bytes({ signature: { timestamp: String(seconds), token, signature }, "event-data": event })
  return { headers: new Headers(), body }
}
const failed = {
  ...{ event: "failed", severity: "permanent", reason: "bounce", recipient: address },
  "delivery-status": { code: 550, message: `5.1.1 <${address}>: no such user` },
}

const sendgridCall = (events: object[], key = privateKey) => {
  const body = bytes(events)
  const signature = sign("sha256", Buffer.concat([Buffer.from(String(seconds)), body]), key).toString("base64")
  const headers = new Headers({
    "X-Twilio-Email-Event-Webhook-Signature": signature,
    "X-Twilio-Email-Event-Webhook-Timestamp": String(seconds),
  })
  return { headers, body }
}
const gridBounce = {
  ...{ event: "bounce", type: "bounce", email: address, timestamp: seconds, sg_event_id: "b1" },
  ...{ status: "5.1.1", reason: "550 5.1.1 no such user" },
}

async function tell(provider: string, call: Parameters<typeof readMailEvents>[1]) {
  const read = readMailEvents(provider, call)
  return read.ok ? takeMailEvents(read, { now }) : read
}

beforeEach(() => renewOwnDatabase())

describe("what a service tells", () => {
  it.each([
    ["postmark", () => ({ headers: basic(secrets.MAIL_EVENTS_POSTMARK), body: bytes(bounce()) })],
    ["mailgun", () => mailgunCall(failed)],
    ["sendgrid", () => sendgridCall([gridBounce])],
  ] as const)("of a mail that came back marks the address: %s", async (provider, call) => {
    const id = await sent()
    expect(await tell(provider, call())).toEqual({ ok: true, taken: 1 })
    expect(await stateOf(id)).toBe("failed")
    const [mark] = await marks()
    expect(mark).toMatchObject({ address, mark: "bounced", source: provider })
    expect(mark?.reason).not.toContain("@")
    const log = await db.activity.findMany({ where: { kind: "address.marked" } })
    expect(log).toHaveLength(1)
    expect(JSON.stringify(log)).not.toContain("@")
  })

  it.each([
    [
      "postmark",
      () => ({
        headers: basic(secrets.MAIL_EVENTS_POSTMARK),
        body: bytes({ ...bounce(), RecordType: "SpamComplaint" }),
      }),
    ],
    ["mailgun", () => mailgunCall({ event: "complained", recipient: address })],
    ["sendgrid", () => sendgridCall([{ ...gridBounce, event: "spamreport" }])],
  ] as const)("of a complaint ends the subscriptions too: %s", async (provider, call) => {
    await sent()
    await db.subscription.create({ data: { email: address, locale: "de", confirmedAt: now, toldUntil: now } })
    expect(await tell(provider, call())).toEqual({ ok: true, taken: 1 })
    expect(await marks()).toMatchObject([{ mark: "complained" }])
    expect(await db.subscription.count()).toBe(0)
  })

  it.each([
    [
      "postmark",
      () => ({ headers: basic(secrets.MAIL_EVENTS_POSTMARK), body: bytes({ ...bounce(), Type: "SoftBounce" }) }),
    ],
    ["mailgun", () => mailgunCall({ ...failed, severity: "temporary" })],
    ["mailgun", () => mailgunCall({ ...failed, "delivery-status": { code: 552, message: "5.2.2 mailbox full" } })],
    ["sendgrid", () => sendgridCall([{ ...gridBounce, type: "blocked" }])],
    ["sendgrid", () => sendgridCall([{ ...gridBounce, event: "open" }])],
  ] as const)("of what passes marks nothing: %s", async (provider, call) => {
    const id = await sent()
    expect(await tell(provider, call())).toMatchObject({ ok: true })
    expect(await marks()).toEqual([])
    expect(await stateOf(id)).toBe("sent")
  })

  it("of an address we never wrote to leaves no trace", async () => {
    const call = { headers: basic(secrets.MAIL_EVENTS_POSTMARK), body: bytes(bounce(7, "stranger@elsewhere.example")) }
    expect(await tell("postmark", call)).toEqual({ ok: true, taken: 0 })
    expect(await marks()).toEqual([])
  })

  it("of a bounce with a number beyond those of JavaScript counts, and two such numbers are two", async () => {
    await sent()
    await sent("confirmed", "jonas@beispiel-soehne.example")
    const numbered = (ID: string, Email?: string) => ({
      headers: basic(secrets.MAIL_EVENTS_POSTMARK),
      body: Buffer.from(JSON.stringify(bounce(42, Email)).replace(":42", `:${ID}`)),
    })
    expect(await tell("postmark", numbered("4323372036854775807"))).toEqual({ ok: true, taken: 1 })
    const next = numbered("4323372036854775806", "jonas@beispiel-soehne.example")
    expect(await tell("postmark", next)).toEqual({ ok: true, taken: 1 })
    expect(await marks()).toHaveLength(2)
  })

  it("of a mail that is not ours says nothing of the last one that is", async () => {
    const id = await sent()
    await tell("sendgrid", sendgridCall([{ ...gridBounce, "smtp-id": "<newsletter@elsewhere.example>" }]))
    expect([await stateOf(id), (await marks()).length]).toEqual(["sent", 1])
  })

  it("of a later delivery lifts the mark, of an earlier one not", async () => {
    await sent()
    await tell("sendgrid", sendgridCall([gridBounce]))
    const delivered = (timestamp: number) =>
      sendgridCall([{ ...gridBounce, event: "delivered", sg_event_id: `d${timestamp}`, timestamp }])
    await tell("sendgrid", delivered(seconds - 60))
    expect(await marks()).toHaveLength(1)
    await tell("sendgrid", delivered(seconds + 60))
    expect(await marks()).toEqual([])
  })
})

describe("a call that is not the service's", () => {
  const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
  it.each([
    [
      "postmark",
      "with another password",
      () => ({ headers: basic("runde:geraten-0123456789"), body: bytes(bounce()) }),
    ],
    ["postmark", "without one", () => ({ headers: new Headers(), body: bytes(bounce()) })],
    ["mailgun", "signed with another key", () => mailgunCall(failed, { key: "key-ffffffffffffffffffffffffffffffff" })],
    ["mailgun", "without a signature", () => ({ headers: new Headers(), body: bytes({ "event-data": failed }) })],
    ["sendgrid", "signed with another key", () => sendgridCall([gridBounce], stranger)],
    [
      "sendgrid",
      "with other bytes",
      () => ({ ...sendgridCall([gridBounce]), body: bytes([{ ...gridBounce, email: "x@y.example" }]) }),
    ],
    [
      "sendgrid",
      "with the same JSON in other bytes",
      () => ({ ...sendgridCall([gridBounce]), body: Buffer.from(JSON.stringify([gridBounce], null, 1)) }),
    ],
    ["sendgrid", "without a signature", () => ({ headers: new Headers(), body: bytes([gridBounce]) })],
  ] as const)("%s %s is not believed", async (provider, _, call) => {
    await sent()
    expect(await tell(provider, call())).toEqual({ ok: false, reason: "not_genuine" })
    expect(await marks()).toEqual([])
  })

  it("would be believed if nobody looked at the signature: the twin", async () => {
    await sent()
    const { postmark } = await import("@/lib/notifications/providers/postmark")
    const forged = { headers: new Headers(), body: bytes(bounce()) }
    await takeMailEvents({ provider: "postmark", events: postmark.read(forged.body) }, { now })
    expect(await marks()).toHaveLength(1)
  })

  it("is malformed where it is no JSON of that kind, and unknown where there is no such service", async () => {
    const headers = basic(secrets.MAIL_EVENTS_POSTMARK)
    expect(readMailEvents("postmark", { headers, body: Buffer.from("{") })).toMatchObject({ reason: "malformed" })
    expect(readMailEvents("postmark", { headers, body: bytes({ RecordType: 1 }) })).toMatchObject({
      reason: "malformed",
    })
    expect(readMailEvents("constructor", { headers, body: bytes(bounce()) })).toMatchObject({ reason: "not_found" })
  })
})

/** The same call once more, after the organizer has found the address right. */
async function replay(): Promise<number> {
  await sent()
  const call = mailgunCall(failed)
  await tell("mailgun", call)
  await db.mailAddress.deleteMany()
  await tell("mailgun", call)
  return db.mailAddress.count()
}

describe("a call that is told again", () => {
  it("changes nothing", async () => {
    expect(await replay()).toBe(0)
  })
  it("would mark again if numbers were not remembered: the twin", async () => {
    await renewOwnDatabase({ without: "ALTER TABLE mail_events DROP CONSTRAINT mail_events_pkey" })
    expect(await replay()).toBe(1)
  })
  it.each([["delivered"], ["opened"]])("cannot tell something else under what was signed for: %s", async (event) => {
    await sent()
    const { headers, body } = mailgunCall({ event, recipient: address })
    await tell("mailgun", { headers, body })
    const { signature } = JSON.parse(body.toString()) as { signature: object }
    const forged = { headers, body: bytes({ signature, "event-data": { event: "complained", recipient: address } }) }
    expect(await tell("mailgun", forged)).toEqual({ ok: true, taken: 0 })
    expect(await marks()).toEqual([])
  })
  it("counts once also where two come at the same moment", async () => {
    await sent()
    const call = sendgridCall([gridBounce])
    const answers = await Promise.all([tell("sendgrid", call), tell("sendgrid", call)])
    expect(answers.map((each) => (each.ok ? each.taken : -1)).sort()).toEqual([0, 1])
    expect(await db.activity.count({ where: { kind: "address.marked" } })).toBe(1)
  })
  it("is too old after three days", async () => {
    await sent()
    const read = readMailEvents("mailgun", mailgunCall(failed))
    if (!read.ok) throw new Error(read.reason)
    expect(await takeMailEvents(read, { now: new Date(now.getTime() + 4 * 86_400_000) })).toMatchObject({ taken: 0 })
  })
})

describe("what the mail server answers", () => {
  it("marks an address that nobody has, until the server takes a mail for it", async () => {
    behaviour.refuseRecipient = 550
    await sent()
    expect(await marks()).toMatchObject([{ address, mark: "bounced", source: "smtp" }])
    delete behaviour.refuseRecipient
    await sent()
    expect(await marks()).toEqual([])
  })

  it("does not mark where only the message was refused", async () => {
    behaviour.refuseMessage = 554
    const id = await sent()
    expect(await stateOf(id)).toBe("failed")
    expect(await marks()).toEqual([])
  })

  it("takes no mark back that a service has set", async () => {
    await sent()
    await tell("sendgrid", sendgridCall([gridBounce]))
    await sent()
    expect(await marks()).toHaveLength(1)
  })
})

describe("a marked address", () => {
  it("gets what its booking needs, and nothing else", async () => {
    await sent()
    await tell("sendgrid", sendgridCall([{ ...gridBounce, event: "spamreport" }]))
    received.length = 0
    expect(await stateOf(await sent("calendar_renamed"))).toBe("suppressed")
    expect(await stateOf(await sent("confirmed"))).toBe("sent")
    expect(received).toHaveLength(1)
  })

  it("is asked for when the mail is sent: also what was queued before is left out", async () => {
    const params = examples().calendar_renamed
    const id = await transaction((tx) =>
      queueMail(tx, { kind: "calendar_renamed", occasion: "x", recipient: address, locale: "de", params }),
    )
    await db.mailAddress.create({ data: { address, mark: "bounced", reason: "550", source: "smtp", markedAt: now } })
    await sendMail(id!)
    expect(await stateOf(id!)).toBe("suppressed")
  })
})
