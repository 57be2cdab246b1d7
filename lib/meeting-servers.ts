import { createHash } from "node:crypto"
import { XMLParser } from "fast-xml-parser"
import { SignJWT } from "jose"
import { env } from "./env"
import { errorFacts, log } from "./log"

/** What is the same for everybody in a meeting. `of` says which one it is where several have the same address. */
export type Meeting = { url: string; of: string; title: string; endsAt: Date; now: Date }
/** Somebody who enters it, as the others in it may know them. */
export type Guest = { id: string; name: string; moderator: boolean }
/** A meeting that is there to be joined. */
export type Opened = { meetingId: string; createTime: string }

/** How long after the end of a session one still gets back in: a line that breaks in the last minute is no farewell. */
const graceMinutes = 10
/** By how much the clocks of two servers may differ. */
const skewSeconds = 60
const timeoutMs = 5_000

/** Which of our own servers an address lies on; null for every other address, and for one that names no room. */
export function serverOf(url: string): "jitsi" | "bigbluebutton" | null {
  const { JITSI_URL, BBB_URL } = env()
  if (!URL.canParse(url)) return null
  const { host } = new URL(url)
  if (JITSI_URL && host === new URL(JITSI_URL).host) return roomOf(url) && "jitsi"
  return BBB_URL && host === new URL(BBB_URL).host ? "bigbluebutton" : null
}

/** The hosts of our own servers, for who types an address. */
export const signedHosts = (): string[] =>
  [env().JITSI_URL, env().BBB_URL].flatMap((url) => (url ? [new URL(url).host] : []))

/** Whether a meeting is to be opened before anybody can join it, and is not yet the one that was opened. */
export const isUnopened = (meeting: Meeting, opened?: Opened): boolean =>
  serverOf(meeting.url) === "bigbluebutton" && opened?.meetingId !== meetingIdOf(meeting)

/** The address by which this guest alone enters; where none of our servers is concerned, the one there is. */
export async function addressFor(meeting: Meeting, guest: Guest, opened?: Opened): Promise<string> {
  const server = serverOf(meeting.url)
  if (server === "jitsi") return withToken(meeting, guest)
  if (server === null) return meeting.url
  if (!opened) throw new Error("the meeting is not open")
  return signedCall("join", {
    ...{ fullName: guest.name, meetingID: opened.meetingId, userID: guest.id },
    ...{ role: guest.moderator ? "MODERATOR" : "VIEWER", createTime: opened.createTime, redirect: "true" },
  })
}

/** As Jitsi's token authentication asks for it (lib-jitsi-meet, doc/tokens.md): for one room, until a little after the end. */
async function withToken({ url, endsAt, now }: Meeting, { id, name, moderator }: Guest): Promise<string> {
  const { JITSI_APP_ID: app = "", JITSI_APP_SECRET: secret } = env()
  const { room, tenant } = roomOf(url) ?? {}
  const nothingKept = { recording: false, livestreaming: false, transcription: false }
  const token = await new SignJWT({ room, context: { user: { id, name, moderator }, features: nothingKept } })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(app)
    .setAudience(app)
    .setSubject(tenant ?? "*")
    .setNotBefore(secondsOf(now) - skewSeconds)
    .setExpirationTime(secondsOf(endsAt) + graceMinutes * 60)
    .sign(new TextEncoder().encode(secret))
  const address = new URL(url)
  address.searchParams.set("jwt", token)
  return address.href
}

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000)

/** The room of an address /room or /tenant/room, written as Jitsi's own page writes it when it enters. */
function roomOf(url: string): { room: string; tenant?: string } | null {
  const [room, tenant, ...more] = new URL(url).pathname.split("/").filter(Boolean).reverse()
  return room && more.length === 0 ? { room: asNamed(room), tenant: tenant && asNamed(tenant) } : null
}

const asNamed = (part: string): string =>
  encodeURIComponent(decoded(part).normalize("NFKC").toLowerCase()).toLowerCase()

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const parser = new XMLParser({ parseTagValue: false, processEntities: false })

/**
 * Makes sure that a meeting is there on BigBlueButton. The first call makes it, every other one finds it, so it is asked
 * before each joining and never within a transaction.
 * @returns null where the server does not answer, or not as it should; the log says why
 */
export async function openMeeting(meeting: Meeting): Promise<Opened | null> {
  const meetingId = meetingIdOf(meeting)
  const call = signedCall("create", {
    ...{ name: meeting.title, meetingID: meetingId },
    // Nobody joins by them; to some versions it is the same meeting only where they are the same.
    ...{ attendeePW: passwordOf("attendee", meetingId), moderatorPW: passwordOf("moderator", meetingId) },
    ...{ record: "false", autoStartRecording: "false", allowStartStopRecording: "false" },
    duration: String(Math.ceil((secondsOf(meeting.endsAt) - secondsOf(meeting.now)) / 60) + graceMinutes),
  })
  try {
    const answer = await fetch(call, { redirect: "error", signal: AbortSignal.timeout(timeoutMs) })
    const { response } = parser.parse(await answer.text()) as { response?: Record<string, unknown> }
    const { returncode, createTime, messageKey } = response ?? {}
    if (returncode === "SUCCESS" && /^\d+$/.test(String(createTime)))
      return { meetingId, createTime: String(createTime) }
    const why = /^[A-Za-z]{1,40}$/.exec(String(messageKey))?.[0]
    log.warn({ event: "meeting.not_opened", status: answer.status, why })
  } catch (error) {
    log.warn({ event: "meeting.server_away", ...errorFacts(error) })
  }
  return null
}

/** Another one for each session, and where its address has been changed. */
const meetingIdOf = ({ of, url }: Meeting): string => hashOf(`meeting ${of} ${url}`).slice(0, 32)

const passwordOf = (role: string, meetingId: string): string =>
  hashOf(`${role} ${meetingId} ${env().BBB_SECRET}`).slice(0, 32)

/** A call with the checksum that shows it is ours; of `join` it is an address to go to. */
function signedCall(call: "create" | "join", parameters: Record<string, string>): string {
  const { BBB_URL, BBB_SECRET = "" } = env()
  const query = new URLSearchParams(parameters).toString()
  return `${BBB_URL}/api/${call}?${query}&checksum=${checksum(call, query, BBB_SECRET)}`
}

/** Of a call, its query and the secret, one behind the other, as BigBlueButton reckons it. */
export const checksum = (call: string, query: string, secret: string): string => hashOf(call + query + secret)

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex")
