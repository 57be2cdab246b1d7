import { once } from "node:events"
import { request } from "node:http"
import { connect } from "node:net"
import type { Outcome } from "@/lib/errors"

/** What came back: the status of HTTP, and the reason of a "no". A verb's yes is 200, its no 409. */
export type Answer = { status: number; reason?: string; body: Record<string, unknown> }

/** Something that is ready to go and waits for the barrier. */
export type Runner = () => Promise<Answer>

let client = 0

/**
 * A POST to the API whose connection already stands, each from an address of its own, since limits are not what a
 * race is about.
 */
export async function post(origin: string, path: string, json: object, token?: string): Promise<Runner> {
  const url = new URL(`/api/v1${path}`, origin)
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
  await once(socket, "connect")
  const body = JSON.stringify(json)
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-forwarded-for": `10.${(client >> 16) & 255}.${(client >> 8) & 255}.${client++ & 255}`,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: "POST", headers, createConnection: () => socket }, (response) => {
        let text = ""
        response.setEncoding("utf8").on("data", (part: string) => (text += part))
        response.on("end", () => {
          const answer = JSON.parse(text) as Answer["body"]
          resolve({ status: response.statusCode ?? 0, reason: answer.reason as string | undefined, body: answer })
        })
      })
      sent.on("error", reject)
      sent.end(body)
    })
}

/** A verb of an organizer or of the sweep, run in this process on connections of its own. What it throws is a 500, as over HTTP. */
export const verb =
  (run: () => Promise<Outcome<object, string> | number>): Runner =>
  async () => {
    const outcome = await run().catch((error: unknown) => ({ thrown: String(error) }))
    if (typeof outcome === "object" && "thrown" in outcome) return { status: 500, body: outcome }
    if (typeof outcome === "number" || outcome.ok) return { status: 200, body: { ...(outcome as object) } }
    return { status: 409, reason: outcome.reason, body: { ...outcome } }
  }

/** The barrier: everything is prepared, then everybody starts at once. */
export async function atOnce(runners: (Runner | Promise<Runner>)[]): Promise<Answer[]> {
  const ready: Runner[] = []
  for (const runner of runners) ready.push(await runner)
  return Promise.all(ready.map((run) => run()))
}

/** "201: 1, 409 session_full: 499" */
export function tally(answers: Answer[]): string {
  const counts = new Map<string, number>()
  for (const { status, reason } of answers) {
    const name = [status, reason].filter(Boolean).join(" ")
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${name}: ${count}`).join(", ")
}

export const count = (answers: Answer[], status: number, reason?: string): number =>
  answers.filter((answer) => answer.status === status && answer.reason === reason).length
