import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { previewLink } from "@/lib/notifications/preview-link"
import { editFormat } from "@/lib/sessions/edit-format"
import { forgetFormerLinks } from "@/lib/sessions/forget-former-links"
import { findFormat } from "@/lib/sessions/queries"
import { findFormatLink, findSessionLinks } from "@/lib/sessions/queries-formats"
import { restoreMeetingLink } from "@/lib/sessions/restore-meeting-link"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { formatEdit } from "@/lib/sessions/schema"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { lockIn, pause } from "../support/twin"
import { by, done, minutesAfter, monday, people, world } from "../support/world"

const [first, second, third] = ["first", "second", "third"].map((name) => `https://meet.example/${name}`) as [
  string,
  string,
  string,
]
const at = (minutes: number) => by("organizer", minutesAfter(monday, minutes))
const confirmed = true

let w: Awaited<ReturnType<typeof world>>
let groupSessionId: string

async function begin(without?: string): Promise<void> {
  await renewOwnDatabase({ without })
  w = await world()
  groupSessionId = w.januaryRound.id
}

const save = (shown: string | null, url: string | null, more: { confirmed?: boolean; at?: number } = {}) =>
  saveMeetingLink({ sessionId: groupSessionId, shown, url, confirmed: more.confirmed }, at(more.at ?? 0))
const restore = (shown: string | null, minutes: number) => restoreMeetingLink({ groupSessionId, shown }, at(minutes))
const ownAt = async () => (await findSessionLinks(groupSessionId)).own

async function editLink(meetingUrl: string | null, more: { confirmed?: boolean; at?: number; revision?: Date } = {}) {
  const formatId = w.formats.instant
  const format = (await findFormat(formatId))!
  const wish = { formatId, revision: more.revision ?? format.updatedAt, edit: formatEdit.parse(format), meetingUrl }
  return editFormat({ ...wish, confirmed: more.confirmed }, at(more.at ?? 0))
}

beforeEach(() => begin())

describe("another address of a session", () => {
  it("is changed at once where nobody sees it, and otherwise by who has seen whom it concerns", async () => {
    expect(await save(null, first)).toEqual({ ok: true })
    await w.hold(people.karin, w.januaryRound)
    expect(await save(first, second)).toEqual({ ok: true })
    await w.book(people.petra, w.januaryRound)
    expect(await save(second, third)).toEqual({ ok: false, reason: "touches_people" })
    expect(await ownAt()).toBe(second)
    expect(await save(second, third, { confirmed })).toEqual({ ok: true })
    expect(await ownAt()).toBe(third)
    // Once it is over nobody sees it any more.
    const over = (w.januaryRound.startsAt.getTime() - monday.getTime()) / 60_000 + 91
    expect(await save(third, first, { at: over })).toEqual({ ok: true })
  })

  it("concerns those with a confirmed seat, and no mail goes out", async () => {
    await w.hold(people.karin, w.januaryRound)
    await w.book(people.petra, w.januaryRound)
    const impact = await previewLink({ groupSessionId }, monday)
    expect(impact.people.map(({ name }) => name)).toEqual(["Petra Muster"])
    expect([impact.mails, impact.calendar]).toEqual([[], []])
    const [mails, plans] = [await db.mail.count(), await db.plannedChange.count()]
    done(await save(null, first, { confirmed }))
    expect([await db.mail.count(), await db.plannedChange.count()]).toEqual([mails, plans])
  })

  it("is told to the second of two, and what is there already is no change", async () => {
    done(await save(null, first))
    done(await save(first, second))
    expect(await save(first, third)).toEqual({ ok: false, reason: "stale_revision" })
    expect(await save(first, null)).toEqual({ ok: false, reason: "stale_revision" })
    expect(await save(first, second)).toEqual({ ok: true })
    expect(await ownAt()).toBe(second)
    expect(await db.activity.count({ where: { kind: "session.link_changed" } })).toBe(2)
  })

  /** How many of two that change it at the same moment, on what both have seen, are told that it is saved. */
  async function saved(without = ""): Promise<number> {
    await begin(pause("UPDATE", "meeting_links", 100) + without)
    done(await save(null, first))
    const answers = await Promise.all([save(first, second), save(first, third)])
    expect([second, third]).toContain(await ownAt())
    return answers.filter(({ ok }) => ok).length
  }

  it("is saved by one of two at the same moment", async () => expect(await saved()).toBe(1))
  it("twin: is saved by both without the lock, and one of them is lost", async () =>
    expect(await saved(lockIn("lock_sessions"))).toBe(2))
})

describe("the address before", () => {
  it("comes back within ten minutes, once", async () => {
    done(await save(null, first))
    done(await save(first, second, { at: 20 }))
    expect((await findSessionLinks(groupSessionId, minutesAfter(monday, 29))).former).toEqual({
      url: first,
      until: minutesAfter(monday, 30),
    })
    expect(await restore(second, 29)).toEqual({ ok: true })
    expect(await ownAt()).toBe(first)
    expect(await restore(first, 29)).toEqual({ ok: false, reason: "link_final" })
  })

  it("comes back as none, and as what was taken away", async () => {
    done(await save(null, first))
    expect(await restore(first, 1)).toEqual({ ok: true })
    expect(await db.meetingLink.count({ where: { groupSessionId } })).toBe(0)
    done(await save(null, first))
    done(await save(first, null, { at: 1 }))
    expect(await findSessionLinks(groupSessionId, minutesAfter(monday, 2))).toMatchObject({
      own: null,
      former: { url: first },
    })
    expect(await restore(null, 2)).toEqual({ ok: true })
    expect(await ownAt()).toBe(first)
  })

  it("does not come back later, over what somebody else has changed, or for what is not there", async () => {
    done(await save(null, first))
    done(await save(first, second))
    expect(await restore(first, 1)).toEqual({ ok: false, reason: "stale_revision" })
    expect(await restore(second, 10)).toEqual({ ok: false, reason: "link_final" })
    expect((await findSessionLinks(groupSessionId, minutesAfter(monday, 10))).former).toBeNull()
    const unknown = "00000000-0000-4000-8000-000000000000"
    expect(await restoreMeetingLink({ groupSessionId: unknown, shown: null }, at(0))).toMatchObject({
      reason: "not_found",
    })
    expect(await restoreMeetingLink({ formatId: unknown, shown: null }, at(0))).toMatchObject({ reason: "not_found" })
  })

  it("is kept no longer than that", async () => {
    done(await save(null, first))
    done(await save(first, second))
    done(await editLink(first))
    done(await editLink(null, { at: 5 }))
    const rows = () => ownDatabase().query("SELECT url, former_url FROM meeting_links ORDER BY url")
    await forgetFormerLinks({ now: minutesAfter(monday, 9) })
    expect(await rows()).toEqual([
      { url: second, former_url: first },
      { url: null, former_url: first },
    ])
    await forgetFormerLinks({ now: minutesAfter(monday, 15) })
    expect(await rows()).toEqual([{ url: second, former_url: null }])
  })
})

describe("another address of a format", () => {
  it("is confirmed where a session without its own has somebody in it", async () => {
    done(await editLink(first))
    await w.book(people.petra, w.januaryRound)
    expect(await editLink(second)).toEqual({ ok: false, reason: "touches_people" })
    expect(await findFormatLink(w.formats.instant, monday)).toMatchObject({ url: first })
    // The rest of the format is nobody's address.
    expect(await editLink(first)).toMatchObject({ ok: true })
    expect((await previewLink({ formatId: w.formats.instant }, monday)).people).toHaveLength(1)
    done(await save(null, third, { confirmed }))
    expect((await previewLink({ formatId: w.formats.instant }, monday)).people).toEqual([])
    expect(await editLink(second)).toMatchObject({ ok: true })
    done(await save(third, null, { confirmed }))
    expect(await editLink(third, { confirmed })).toMatchObject({ ok: true })
  })

  it("comes back, and whoever has the form open is told", async () => {
    done(await editLink(first))
    done(await editLink(second, { at: 1 }))
    const revision = (await findFormat(w.formats.instant))!.updatedAt
    expect(await restoreMeetingLink({ formatId: w.formats.instant, shown: second }, at(2))).toEqual({ ok: true })
    expect(await findFormatLink(w.formats.instant, monday)).toMatchObject({ url: first })
    expect(await editLink(third, { revision })).toEqual({ ok: false, reason: "stale_revision" })
  })
})
