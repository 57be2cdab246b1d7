import { createHash, createHmac } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A Jitsi that asks for tokens; nobody goes there. */
export const jitsi = {
  JITSI_URL: "https://jitsi.example",
  JITSI_APP_ID: "runde",
  JITSI_APP_SECRET: "tV5nR8wQ2kX7bM4cJ9sL1dF6gH3yZ0pA",
}
export const bbbSecret = "639259d4-9dd8-4b25-bf01-95f9567eaf4b"

type Claims = {
  exp: number
  nbf: number
  sub: string
  room: string
  context: { user: { id: string; name: string; moderator: boolean }; features: Record<string, boolean> }
}

/**
 * What prosody's token authentication reads at an address of Jitsi's, checked by hand in the order of its plugins
 * (luajwtjitsi, token/util, the room as the page asks for it): null where it lets nobody in.
 */
export function asProsody(address: string, now: Date, { JITSI_APP_ID: app, JITSI_APP_SECRET: secret } = jitsi) {
  const url = new URL(address)
  const parts = (url.searchParams.get("jwt") ?? "").split(".")
  if (parts.length !== 3) return null
  const [header, body] = parts
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as object)
  if (JSON.stringify(header) !== JSON.stringify({ alg: "HS256", typ: "JWT" })) return null
  const signature = createHmac("sha256", secret).update(`${parts[0]}.${parts[1]}`).digest("base64url")
  const claims = body as Claims & { iss: string; aud: string }
  const seconds = Math.floor(now.getTime() / 1000)
  if (signature !== parts[2] || seconds >= claims.exp || seconds < claims.nbf) return null
  const asked = decodeURIComponent(url.pathname.split("/").at(-1)!).normalize("NFKC").toLowerCase()
  const isOfRoom = claims.room.toLowerCase() === encodeURIComponent(asked).toLowerCase()
  return claims.iss === app && claims.aud === app && isOfRoom ? claims : null
}

type Made = { createTime: string; parameters: Record<string, string> }

/** A BigBlueButton of which the two calls that are made are there, as its API describes them. */
export async function bigBlueButton() {
  const meetings = new Map<string, Made>()
  const double = {
    /** What was asked to be made, in turn. */
    created: [] as Record<string, string>[],
    /** How it fares; `silent` takes a call and never answers. */
    is: "well" as "well" | "refusing" | "away" | "silent",
    /** What happens while a meeting is made. */
    meanwhile: async () => {},
    settings: { BBB_URL: "", BBB_SECRET: bbbSecret },
    /** An address on it, as an organizer types it. */
    room: (name: string) => `https://${new URL(double.settings.BBB_URL).host}/${name}`,
    /** Goes where an address leads: who comes in, or why not. */
    join: async (address: string) => (await (await fetch(address)).json()) as Record<string, string>,
    /** Everybody has left, and the meeting is gone. */
    end: () => meetings.clear(),
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(closed))
    },
  }
  const server = createServer((request, response) => {
    void (async () => {
      if (double.is === "away") return request.socket.destroy()
      if (double.is === "silent") return
      const { pathname, search } = new URL(request.url!, "http://bbb")
      const [query = "", sum] = search.slice(1).split("&checksum=")
      const call = /^\/bigbluebutton\/api\/(create|join)$/.exec(pathname)?.[1]
      const right = createHash("sha256").update(`${call}${query}${bbbSecret}`).digest("hex")
      const parameters = Object.fromEntries(new URLSearchParams(query))
      const xml = (inner: string) => response.setHeader("content-type", "text/xml").end(`<response>${inner}</response>`)
      const no = (key: string) =>
        xml(`<returncode>FAILED</returncode><messageKey>${key}</messageKey><message>No.</message>`)
      if (!call || sum !== right || double.is === "refusing") return no("checksumError")
      const there = meetings.get(parameters.meetingID!)
      if (call === "create") {
        double.created.push(parameters)
        await double.meanwhile()
        if (there && there.parameters.attendeePW !== parameters.attendeePW) return no("idNotUnique")
        const made = there ?? { createTime: String(1_800_000_000_000 + double.created.length), parameters }
        meetings.set(parameters.meetingID!, made)
        const key = there ? "duplicateWarning" : ""
        return xml(`<returncode>SUCCESS</returncode><meetingID>${parameters.meetingID}</meetingID>
          <createTime>${made.createTime}</createTime><messageKey>${key}</messageKey>`)
      }
      const came = there && there.createTime === parameters.createTime ? parameters : { refused: "noSuchMeeting" }
      return response.setHeader("content-type", "application/json").end(JSON.stringify(came))
    })()
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  double.settings.BBB_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bigbluebutton`
  return double
}
