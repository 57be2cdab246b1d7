import { generateKeyPairSync } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { env } from "@/lib/env"
import { checkSender, senderDomain } from "@/lib/notifications/check-sender"
import { judgeDkim, judgeDmarc, judgeSpf } from "@/lib/notifications/rules-sender"
import { defaultSettings } from "@/lib/sessions/settings"
import { NameServer } from "../support/name-server"

const rsa = (modulusLength: number) =>
  generateKeyPairSync("rsa", { modulusLength }).publicKey.export({ type: "spki", format: "der" }).toString("base64")
const [good, short, tiny] = [rsa(2048), rsa(1024), rsa(512)]
const ed25519 = generateKeyPairSync("ed25519")
  .publicKey.export({ type: "spki", format: "der" })
  .subarray(-32)
  .toString("base64")
const pkcs1 = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "pkcs1", format: "der" })

describe("an SPF record", () => {
  it.each([
    ["none", []],
    ["none", ["google-site-verification=x", "v=spf10 -all", "V=DMARC1"]],
    [
      "ok",
      [
        "something else",
        "v=spf1 mx a:mail.runde.example/28 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:_spf.example -all",
      ],
    ],
    ["ok", ["v=spf1 include:_spf.example  ~all"]],
    ["ok", ["v=spf1 redirect=_spf.example"]],
    ["several", ["v=spf1 mx -all", "v=spf1 a -all"]],
    ["broken", ["v=spf1 ip4:192.0.2.300 -all"]],
    ["broken", ["v=spf1 ip4:192.0.2.0/33 -all"]],
    ["broken", ["v=spf1 inclde:_spf.example -all"]],
    ["open", ["v=spf1 mx all"]],
    ["open", ["v=spf1 +all"]],
    ["weak", ["v=spf1 mx"]],
    ["weak", ["v=spf1 mx ?all"]],
    ["ok", [`v=spf1 ${"include:a.example ".repeat(10)}-all`]],
    ["lookups", [`v=spf1 ${"include:a.example ".repeat(10)}mx -all`]],
  ])("is %s: %j", (verdict, texts) => {
    expect(judgeSpf(texts).verdict).toBe(verdict)
  })
})

describe("a DKIM key", () => {
  it.each([
    ["none", []],
    ["none", ["v=spf1 -all"]],
    ["ok", [`v=DKIM1; k=rsa; p=${good}`]],
    ["ok", [`p=${good.slice(0, 100)} ${good.slice(100)};`]],
    ["ok", [`v=DKIM1; p=${pkcs1.toString("base64")}`]],
    ["ok", [`v=DKIM1; k=ed25519; p=${ed25519}`]],
    ["short", [`v=DKIM1; p=${short}`]],
    ["broken", [`v=DKIM1; p=${tiny}`]],
    ["broken", ["v=DKIM1; p=notakey"]],
    ["broken", ["v=DKIM1; k=rsa"]],
    ["broken", [`v=DKIM2; p=${good}`]],
    ["broken", [`p=${good}; v=DKIM1`]],
    ["revoked", ["v=DKIM1; p="]],
    ["testing", [`v=DKIM1; t=s:y; p=${good}`]],
    ["several", [`v=DKIM1; p=${good}`, `v=DKIM1; p=${good}`]],
  ])("is %s: %j", (verdict, texts) => {
    expect(judgeDkim(texts).verdict).toBe(verdict)
  })
})

describe("a DMARC record", () => {
  it.each([
    ["none", []],
    ["none", ["v=spf1 -all"]],
    ["ok", ["v=DMARC1; p=reject; rua=mailto:reports@runde.example"]],
    ["ok", ["v=DMARC1;p=quarantine"]],
    ["watching", ["v=DMARC1; p=none"]],
    ["broken", ["v=DMARC1; rua=mailto:reports@runde.example"]],
    ["broken", ["v=DMARC1; p=sometimes"]],
    ["several", ["v=DMARC1; p=reject", "v=DMARC1; p=none"]],
  ])("is %s: %j", (verdict, texts) => {
    expect(judgeDmarc(texts).verdict).toBe(verdict)
  })

  it("of the domain above speaks for those below it by its own tag", () => {
    expect(judgeDmarc(["v=DMARC1; p=reject; sp=none"]).verdict).toBe("ok")
    expect(judgeDmarc(["v=DMARC1; p=reject; sp=none"], true).verdict).toBe("watching")
    expect(judgeDmarc(["v=DMARC1; p=reject"], true).verdict).toBe("ok")
  })
})

describe("the sender's domain", () => {
  const server = new NameServer()
  const house = { ...defaultSettings, organizer: { ...defaultSettings.organizer, email: "kontakt@post.runde.example" } }
  const verdicts = async (selector?: string) =>
    Object.fromEntries((await checkSender(house, selector)).map(({ check, verdict }) => [check, verdict]))

  beforeAll(async () => {
    await server.start()
    env().DNS_SERVERS = [server.address]
  })
  beforeEach(() => {
    server.texts = {}
    server.asked.length = 0
  })
  afterAll(() => server.stop())

  it("is what stands behind the @", () => {
    expect(senderDomain(house)).toBe("post.runde.example")
  })

  it("is asked for three records, and those that come in pieces are read as one", async () => {
    server.texts = {
      "post.runde.example": [["v=spf1 mx ", "-all"], ["something else"]],
      "k1._domainkey.post.runde.example": [["v=DKIM1; p=", good.slice(0, 200), good.slice(200)]],
      "_dmarc.post.runde.example": [["v=DMARC1; p=reject"]],
    }
    expect(await verdicts("k1")).toEqual({ spf: "ok", dkim: "ok", dmarc: "ok" })
    expect(server.asked.sort()).toEqual([
      "_dmarc.post.runde.example",
      "k1._domainkey.post.runde.example",
      "post.runde.example",
    ])
  })

  it("says what to set where there is nothing", async () => {
    const findings = await checkSender(house, "k1")
    expect(findings.map(({ verdict }) => verdict)).toEqual(["none", "none", "none"])
    expect(findings.map(({ record }) => record)).toEqual([
      "v=spf1 mx ~all",
      undefined,
      "v=DMARC1; p=none; rua=mailto:kontakt@post.runde.example",
    ])
  })

  it("says how to close what is open", async () => {
    server.texts = {
      "post.runde.example": [["v=spf1 mx +all"]],
      "_dmarc.post.runde.example": [["v=DMARC1; p=none; rua=mailto:a@runde.example"]],
    }
    const [spf, , dmarc] = await checkSender(house)
    expect([spf?.verdict, spf?.record]).toEqual(["open", "v=spf1 mx ~all"])
    expect([dmarc?.verdict, dmarc?.record]).toEqual(["watching", "v=DMARC1; p=quarantine; rua=mailto:a@runde.example"])
  })

  it("takes the rule of the domain above where it has none of its own", async () => {
    server.texts = { "_dmarc.runde.example": [["v=DMARC1; p=reject; sp=quarantine"]] }
    const dmarc = (await checkSender(house)).at(-1)
    expect(dmarc).toMatchObject({ name: "_dmarc.runde.example", verdict: "ok" })
  })

  it("does not ask for a key whose name nobody has given", async () => {
    expect((await verdicts()).dkim).toBe("no_selector")
    expect(server.asked.some((name) => name.includes("_domainkey"))).toBe(false)
  })

  it("could not be asked, says so for each by itself, and throws nothing", async () => {
    server.texts = { "post.runde.example": [["v=spf1 -all"]], "_dmarc.post.runde.example": "fail" }
    expect(await verdicts("k1")).toEqual({ spf: "ok", dkim: "none", dmarc: "unreachable" })
    const closed = await new NameServer().start()
    env().DNS_SERVERS = [closed.address]
    await closed.stop()
    expect(await verdicts("k1")).toEqual({ spf: "unreachable", dkim: "unreachable", dmarc: "unreachable" })
  })
})
