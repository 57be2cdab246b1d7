import { beforeAll, expect, it, vi } from "vitest"
import { NextRequest } from "next/server"
import { GET as getMail } from "@/app/api/demo/mail/[id]/route"
import { GET as getMails } from "@/app/api/demo/mail/route"
import { transaction } from "@/lib/db"
import { queueMail } from "@/lib/notifications/queue-mail"
import { deriveCode } from "@/lib/secrets"
import { drainJobs } from "../support/jobs"
import { bookingId, examples, recipient } from "./examples"

// Before anything reads the settings.
vi.hoisted(() => {
  process.env.DEMO = "1"
})

type Message = { id: string; to: string; subject: string; text: string; html: string; ics?: string; createdAt: string }
const { code, confirmed } = examples()

const ask = async (query = ""): Promise<Message[]> => {
  const response = await getMails(new NextRequest(`http://localhost:3000/api/demo/mail${query}`))
  expect(response.status).toBe(200)
  return ((await response.json()) as { messages: Message[] }).messages
}
const open = (id: string, query = "") =>
  getMail(new NextRequest(`http://localhost:3000/api/demo/mail/${id}${query}`), { params: Promise.resolve({ id }) })

beforeAll(async () => {
  await transaction((tx) => queueMail(tx, { kind: "code", occasion: "1", recipient, locale: "de", params: code }))
  await transaction((tx) =>
    queueMail(tx, { kind: "confirmed", occasion: "2", recipient, locale: "de", params: confirmed }),
  )
  await transaction((tx) =>
    queueMail(tx, {
      kind: "confirmed",
      occasion: "2",
      recipient: "jonas@beispiel-soehne.example",
      locale: "en",
      params: confirmed,
    }),
  )
  await drainJobs()
  await transaction((tx) =>
    queueMail(tx, { kind: "confirmed", occasion: "3", recipient, locale: "de", params: confirmed }),
  )
})

it("shows what has arrived, newest first, with codes and links in clear and the entry", async () => {
  const messages = await ask(`?to=${encodeURIComponent(recipient.toUpperCase())}`)
  expect(messages.map(({ subject }) => subject)).toEqual([
    "Ihr Platz am Do., 14.01.2027",
    "Ihr Code für Do., 14.01.2027",
  ])
  expect(messages[1]?.text).toContain(deriveCode("booking", bookingId, 1))
  expect(messages[0]?.html).toMatch(/\/open\/[\w-]{56}/)
  expect(messages[0]?.ics).toContain("METHOD:REQUEST")
  expect(Object.keys(messages[1] ?? {})).toEqual(["id", "to", "subject", "text", "html", "createdAt"])
})

it("shows everybody's mail without an address, and none for an unknown one", async () => {
  expect(await ask()).toHaveLength(3)
  expect(await ask("?to=nobody@nowhere.example")).toEqual([])
})

it("shows one mail as a document in which no script runs, and its entry as a file", async () => {
  const [{ id }] = (await ask(`?to=${recipient}`)) as [Message]
  const html = await open(id)
  expect(html.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'unsafe-inline'.*sandbox/)
  expect(await html.text()).toContain("Ihr Platz ist bestätigt.")
  const file = await open(id, "?part=calendar")
  expect(file.headers.get("content-type")).toBe("text/calendar; charset=utf-8")
  expect((await open("nonsense")).status).toBe(404)
  expect((await open(bookingId)).status).toBe(404)
})
