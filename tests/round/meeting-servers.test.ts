import { createHash } from "node:crypto"
import { jwtVerify } from "jose"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import * as settings from "@/lib/env"
import { addressFor, checksum, isUnopened, serverOf, signedHosts } from "@/lib/meeting-servers"
import { asProsody, bbbSecret, jitsi } from "./own-servers"

const env = settings.env()
const both = { ...env, ...jitsi, BBB_URL: "https://bbb.example/bigbluebutton", BBB_SECRET: bbbSecret }
const set = (values: settings.Env) => vi.spyOn(settings, "env").mockReturnValue(values)
beforeEach(() => void set(both))
afterEach(() => vi.restoreAllMocks())

const now = new Date("2027-01-28T07:15:00Z")
const endsAt = new Date("2027-01-28T09:00:00Z")
const meeting = (url: string) => ({ url, of: "session-1", title: "Runde", endsAt, now })
const guest = { id: "4711", name: "Teilnehmer:in", moderator: false }
const secondsOf = (time: Date) => time.getTime() / 1000

describe("an address", () => {
  it("is signed on our own servers only", () => {
    expect(serverOf("https://jitsi.example/Runde")).toBe("jitsi")
    expect(serverOf("https://JITSI.example:443/haus/Runde#config.prejoinPageEnabled=false")).toBe("jitsi")
    expect(serverOf("https://bbb.example/rooms/abc-def")).toBe("bigbluebutton")
    for (const other of [
      ...["https://jitsi.example", "https://jitsi.example/a/b/c"],
      ...[
        "https://jitsi.example:8443/Runde",
        "https://jitsi.example.org/Runde",
        "https://meet.example/Runde",
        "Raum 4",
      ],
    ])
      expect(serverOf(other), other).toBeNull()
    expect(signedHosts()).toEqual(["jitsi.example", "bbb.example"])
  })

  it("is left as it is where no secret is known, or elsewhere", async () => {
    const elsewhere = "https://meet.example/Runde?x=1"
    expect(await addressFor(meeting(elsewhere), guest)).toBe(elsewhere)
    set(env)
    for (const url of ["https://jitsi.example/Runde", "https://bbb.example/Runde"]) {
      expect(await addressFor(meeting(url), guest)).toBe(url)
      expect(isUnopened(meeting(url))).toBe(false)
    }
  })
})

describe("a token for Jitsi", () => {
  it("lets one person into one room, from now until a little after the end", async () => {
    const address = await addressFor(meeting("https://jitsi.example/GeheimRaum?x=1#config.y=2"), guest)
    expect(address).toMatch(/^https:\/\/jitsi\.example\/GeheimRaum\?x=1&jwt=[\w.-]+#config\.y=2$/)
    const claims = asProsody(address, now)
    expect(claims).toEqual({
      ...{ iss: "runde", aud: "runde", sub: "*", room: "geheimraum" },
      ...{ nbf: secondsOf(now) - 60, exp: secondsOf(endsAt) + 600 },
      context: {
        user: { id: "4711", name: "Teilnehmer:in", moderator: false },
        features: { recording: false, livestreaming: false, transcription: false },
      },
    })
    expect(asProsody(address, new Date(endsAt.getTime() + 599_000))).not.toBeNull()
    expect(asProsody(address, new Date(endsAt.getTime() + 600_000))).toBeNull()
    expect(asProsody(address, new Date(now.getTime() - 61_000))).toBeNull()
    expect(asProsody(address.replace("GeheimRaum", "Nebenraum"), now)).toBeNull()
    expect(asProsody(address, now, { ...jitsi, JITSI_APP_SECRET: jitsi.JITSI_APP_SECRET.toLowerCase() })).toBeNull()
  })

  it("is right to a library too, and to nothing else once a letter of it has changed", async () => {
    const token = new URL(await addressFor(meeting("https://jitsi.example/Runde"), guest)).searchParams.get("jwt")!
    const key = new TextEncoder().encode(jitsi.JITSI_APP_SECRET)
    const check = { issuer: "runde", audience: "runde", algorithms: ["HS256"], currentDate: now }
    expect((await jwtVerify(token, key, check)).protectedHeader).toEqual({ alg: "HS256", typ: "JWT" })
    const [header, body = "", signature] = token.split(".")
    const claims = Buffer.from(body, "base64url").toString()
    const raised = Buffer.from(claims.replace('"moderator":false', '"moderator":true')).toString("base64url")
    expect(raised).not.toBe(body)
    await expect(jwtVerify([header, raised, signature].join("."), key, check)).rejects.toThrow()
  })

  it.each([
    ["Runde Süd", "runde%20s%c3%bcd", "*"],
    ["Runde%20S%C3%BCd", "runde%20s%c3%bcd", "*"],
    ["Haus/Runde-1", "runde-1", "haus"],
    ["100%25", "100%25", "*"],
  ])("names the room of %s as Jitsi's page does", async (path, room, sub) => {
    const address = await addressFor(meeting(`https://jitsi.example/${path}`), guest)
    expect(asProsody(address, now)).toMatchObject({ room, sub })
  })

  it("makes nobody a moderator but whoever is to be", async () => {
    const host = { ...guest, moderator: true }
    const address = await addressFor(meeting("https://jitsi.example/Runde"), host)
    expect(asProsody(address, now)?.context.user.moderator).toBe(true)
  })
})

describe("a checksum for BigBlueButton", () => {
  // The example of https://docs.bigbluebutton.org/development/api#usage; it is printed there with SHA-1.
  const query = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444"

  it("is that of the documentation's example", () => {
    const sha1 = createHash("sha1").update(`create${query}${bbbSecret}`).digest("hex")
    expect(sha1).toBe("1fcbb0c4fc1f039f73aa6d697d2db9ba7f803f17")
    // The same with SHA-256, as OpenOlat's tests have it.
    expect(checksum("create", query, bbbSecret)).toBe(
      "da9185f7f333cfdfcd6eeac32dca3777510c4c436020d8b887ba5515bd1d189e",
    )
  })

  it("stands over what an address says, letter for letter", async () => {
    const { url, ...others } = meeting("https://bbb.example/Runde")
    const opened = { meetingId: "m1", createTime: "1531155809613" }
    const address = await addressFor({ url, ...others }, { ...guest, name: "Événement & Söhne" }, opened)
    const [, said, sum] = /^https:\/\/bbb\.example\/bigbluebutton\/api\/join\?(.*)&checksum=([0-9a-f]{64})$/.exec(
      address,
    )!
    expect(sum).toBe(createHash("sha256").update(`join${said}${bbbSecret}`).digest("hex"))
    expect(Object.fromEntries(new URLSearchParams(said))).toEqual({
      ...{ fullName: "Événement & Söhne", meetingID: "m1", userID: "4711", role: "VIEWER" },
      ...{ createTime: "1531155809613", redirect: "true" },
    })
  })
})
