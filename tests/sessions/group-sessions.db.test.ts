import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { reanchorSessions } from "@/lib/sessions/reanchor-sessions"
import { createFormat } from "@/lib/sessions/create-format"
import { formatInput } from "@/lib/sessions/schema"
import { db } from "@/lib/db"
import { at, berlin, by, done, kindsOf, minutesAfter, monday, world } from "../support/world"

const organizer = by("organizer", monday)
const later = (now: Date) => ({ ...organizer, now })
const find = (id: string) => db.groupSession.findUniqueOrThrow({ where: { id } })

describe("creating", () => {
  const fields = (formatId: string) =>
    ({
      formatId,
      language: "de",
      localStart: "2027-03-04T10:00",
      timeZone: berlin,
      placeText: null,
      capacity: 8,
      minimum: 4,
      hostId: null,
    }) as const
  const create = (input: object, formatId: string, requestId: string = randomUUID()) =>
    createGroupSession({ requestId, ...fields(formatId), ...input }, organizer)

  it("makes a draft with the instants that follow from the wall clock", async () => {
    const { formats } = await world()
    const { sessionId, slug } = done(await create({}, formats.instant))
    expect(await find(sessionId)).toMatchObject({
      status: "draft",
      startsAt: at("2027-03-04T10:00"),
      endsAt: at("2027-03-04T11:30"),
      localStart: "2027-03-04T10:00",
    })
    expect(slug).toMatch(/^instant-[a-z0-9]+-[a-z2-9]{8}$/)
  })

  it("is one request when repeated", async () => {
    const { formats } = await world()
    const requestId = randomUUID()
    const [first, second] = await Promise.all([
      create({}, formats.instant, requestId),
      create({}, formats.instant, requestId),
    ])
    expect(second).toEqual(first)
    expect(await create({ capacity: 9 }, formats.instant, requestId)).toEqual({
      ok: false,
      reason: "request_id_reused",
    })
  })

  it("refuses what cannot be", async () => {
    const { formats } = await world()
    const { texts, terms, ...common } = await db.format.findUniqueOrThrow({ where: { id: formats.instant } })
    const single = await createFormat(
      formatInput.parse({ ...common, texts, terms, slug: `single-${randomUUID().slice(0, 8)}`, kind: "individual" }),
    )
    expect(await create({}, randomUUID())).toEqual({ ok: false, reason: "not_found" })
    expect(await create({}, single)).toEqual({ ok: false, reason: "no_seats" })
    expect(await create({ localStart: "2026-12-07T09:00" }, formats.instant)).toEqual({
      ok: false,
      reason: "in_the_past",
    })
    expect(await create({ localStart: "2027-03-28T02:30" }, formats.instant)).toEqual({
      ok: false,
      reason: "local_time",
    })
    expect(await create({ capacity: 3 }, formats.instant)).toEqual({ ok: false, reason: "below_minimum" })
  })
})

describe("publishing", () => {
  it("opens a draft once", async () => {
    const { session, formats } = await world()
    const { id: sessionId } = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    expect(await publishGroupSession({ sessionId }, organizer)).toEqual({ ok: true })
    expect(await publishGroupSession({ sessionId }, organizer)).toEqual({ ok: true })
    expect(await find(sessionId)).toMatchObject({ status: "published", publishedAt: monday })
    expect(await kindsOf(sessionId)).toEqual(["session.created", "session.published"])
  })

  it("is too late for a date that has passed, and unknown ones are unknown", async () => {
    const { session, formats } = await world()
    const { id: sessionId, startsAt } = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    expect(await publishGroupSession({ sessionId }, later(startsAt))).toEqual({ ok: false, reason: "in_the_past" })
    expect(await publishGroupSession({ sessionId: randomUUID() }, organizer)).toEqual({
      ok: false,
      reason: "not_found",
    })
  })
})

describe("promising that it takes place", () => {
  it("is said once and for open sessions only", async () => {
    const { januaryRound, session, formats } = await world()
    const draft = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    expect(await guaranteeGroupSession({ sessionId: januaryRound.id }, organizer)).toEqual({ ok: true })
    expect(await guaranteeGroupSession({ sessionId: januaryRound.id }, organizer)).toEqual({ ok: true })
    expect((await kindsOf(januaryRound.id)).filter((kind) => kind === "session.guaranteed")).toHaveLength(1)
    expect(await guaranteeGroupSession({ sessionId: draft.id }, organizer)).toEqual({
      ok: false,
      reason: "session_closed",
    })
  })
})

describe("a change of zone rules", () => {
  it("moves the instant, not the promise", async () => {
    const { januaryRound } = await world()
    // As if the rules had been others when it was planned.
    await db.groupSession.update({
      where: { id: januaryRound.id },
      data: { startsAt: minutesAfter(januaryRound.startsAt, 60), endsAt: minutesAfter(januaryRound.startsAt, 150) },
    })
    expect(await reanchorSessions({ now: monday })).toBe(1)
    expect(await find(januaryRound.id)).toMatchObject({
      localStart: "2027-01-14T10:00",
      startsAt: at("2027-01-14T10:00"),
      endsAt: at("2027-01-14T11:30"),
    })
    expect(await reanchorSessions({ now: monday })).toBe(0)
    expect((await kindsOf(januaryRound.id)).filter((kind) => kind === "session.moved")).toHaveLength(1)
  })
})
