import { beforeEach, describe, expect, it } from "vitest"
import { db, transaction } from "@/lib/db"
import { NotFoundError } from "@/lib/errors"
import { getMail, listDemoMails, listMails } from "@/lib/notifications/queries"
import { queueMail } from "@/lib/notifications/queue-mail"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { world } from "../support/world"
import { examples, recipient } from "./examples"

const { confirmed } = examples()
const queue = async (occasion: string, sessionId?: string, to = recipient) =>
  (await transaction((tx) =>
    queueMail(tx, { kind: "confirmed", occasion, recipient: to, locale: "de", sessionId, params: confirmed }),
  ))!

beforeEach(async () => {
  await renewOwnDatabase()
})

describe("the journal", () => {
  it("goes page by page, newest first, without losing or repeating a mail", async () => {
    const ids: string[] = []
    for (let i = 0; i < 7; i++) ids.unshift(await queue(`${i}`))
    const pages: string[][] = []
    for (let cursor: string | null | undefined = undefined; cursor !== null;) {
      const { mails, nextCursor }: Awaited<ReturnType<typeof listMails>> = await listMails({ limit: 3, cursor })
      pages.push(mails.map(({ id }) => id))
      cursor = nextCursor
    }
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1])
    expect(pages.flat()).toEqual(ids)
  })

  it("is narrowed by session, mailbox and state, and takes a broken cursor for none", async () => {
    const w = await world()
    await queue("a", w.januaryRound.id)
    await queue("b", w.februaryRound.id, "jonas@beispiel-soehne.example")
    await drainJobs()
    await queue("c")
    expect((await listMails({ sessionId: w.januaryRound.id })).mails).toHaveLength(1)
    expect((await listMails({ recipient: " Jonas@beispiel-soehne.example" })).mails).toHaveLength(1)
    expect((await listMails({ state: "queued" })).mails).toHaveLength(1)
    for (const cursor of ["x", "2026-99-99T99:99:99.999Z_00000000-0000-0000-0000-000000000000"]) {
      expect((await listMails({ cursor })).mails).toHaveLength(3)
    }
  })

  it("shows the organizer what was said, masked, and a host that something was sent", async () => {
    const id = await queue("a")
    const { body, subject } = await getMail(id, { bodies: true })
    expect(subject).toBe("Ihr Platz am Do., 14.01.2027")
    expect(body?.text).toContain("/open/••••••")
    expect(body?.html).toContain("Dr. Petra Muster")
    expect(body?.ics).toContain("METHOD:REQUEST")
    expect((await getMail(id, { bodies: false })).body).toBeNull()
  })

  it("shows a host the mails of own sessions only", async () => {
    const w = await world()
    const host = await db.teamMember.create({ data: { email: "hanna@runde.example", name: "Hanna", role: "host" } })
    await db.groupSession.update({ where: { id: w.januaryRound.id }, data: { hostId: host.id } })
    const own = await queue("a", w.januaryRound.id)
    const other = await queue("b", w.februaryRound.id)
    expect((await listMails({ hostId: host.id })).mails.map(({ id }) => id)).toEqual([own])
    await expect(getMail(other, { bodies: false, hostId: host.id })).rejects.toThrow(NotFoundError)
    await expect(getMail("nonsense", { bodies: true })).rejects.toThrow(NotFoundError)
  })
})

it("there is no demo mailbox outside of the demo", async () => {
  await expect(listDemoMails({})).rejects.toThrow(NotFoundError)
})
