import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { listSessionPeople } from "@/lib/bookings/queries"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { attendanceInput } from "@/lib/bookings/schema"
import { db } from "@/lib/db"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { constraint, trigger } from "../support/twin"
import { at, by, done, logOf, minutesAfter, people, world, type WorldBooking } from "../support/world"

let place: Awaited<ReturnType<typeof world>>
let petra: WorldBooking
let seatId: string

const begin = async () => {
  place = await world()
  petra = await place.book(people.petra, place.januaryRound)
  seatId = await seatOf(petra)
}
beforeEach(begin)

const seatOf = async ({ bookingId }: WorldBooking) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId }, orderBy: { createdAt: "desc" } })).id
const organizer = (now: Date) => by("organizer", now)
const record = (attendance: "attended" | "excused" | "absent" | null, now: Date, more: object = {}) =>
  recordAttendance({ sessionId: place.januaryRound.id, seatIds: [seatId], attendance, ...more }, organizer(now))
const stands = async () => (await listSessionPeople(place.januaryRound.id))[0]?.attendance
const theDay = at("2027-01-14T00:00")

describe("attendance", () => {
  it("is recorded from the first minute of the local day on, and months later", async () => {
    expect(await record("attended", minutesAfter(theDay, -1))).toEqual({ ok: false, reason: "too_early" })
    expect(await record("attended", theDay)).toEqual({ ok: true, changed: 1 })
    await finishSessions({ now: at("2027-01-14T12:00") })
    expect(await record("absent", at("2027-05-01T09:00"))).toEqual({ ok: true, changed: 1 })
    expect(await stands()).toBe("absent")
  })

  it("is corrected and taken back, each with what stood there before; saying it again says nothing", async () => {
    await record("attended", theDay)
    await record("attended", minutesAfter(theDay, 1))
    await record("excused", minutesAfter(theDay, 2))
    await record(null, minutesAfter(theDay, 3))
    expect(await stands()).toBeNull()
    const log = (await logOf(petra)).filter(({ kind }) => kind === "attendance.recorded")
    expect(log.map(({ detail }) => detail)).toEqual([
      { before: null, after: "attended" },
      { before: "attended", after: "excused" },
      { before: "excused", after: null },
    ])
  })

  it("is recorded for all of several seats or for none", async () => {
    const jonas = await seatOf(await place.book(people.jonas, place.januaryRound))
    const held = await seatOf(await place.hold(people.karin, place.januaryRound, { now: minutesAfter(theDay, 1) }))
    const both = { seatIds: [seatId, jonas] }
    expect(await record("attended", theDay, { seatIds: [seatId, held] })).toEqual({ ok: false, reason: "seat_gone" })
    expect(await record("attended", theDay, { seatIds: [seatId, randomUUID()] })).toEqual({
      ok: false,
      reason: "not_found",
    })
    expect(await stands()).toBeNull()
    expect(await record("attended", theDay, both)).toEqual({ ok: true, changed: 2 })
  })

  it("is nobody else's: another host's session, another session's seat", async () => {
    const host = await db.teamMember.create({
      data: { email: `${randomUUID()}@runde.example`, name: "Gast", role: "host" },
    })
    const refused = { ok: false, reason: "not_found" }
    expect(await record("attended", theDay, { hostId: host.id })).toEqual(refused)
    await db.groupSession.update({ where: { id: place.januaryRound.id }, data: { hostId: host.id } })
    expect(await record("attended", theDay, { hostId: host.id })).toEqual({ ok: true, changed: 1 })
    const now = at("2027-02-05T09:00")
    expect(await record("attended", now, { sessionId: place.februaryRound.id })).toEqual(refused)
    expect(await record("attended", now, { sessionId: randomUUID() })).toEqual(refused)
  })

  it("goes with the seat that is given back, and with the day that is moved", async () => {
    await record("excused", theDay)
    done(await changeNow(place.januaryRound, moveTo("2027-01-28T10:00"), organizer(theDay)))
    expect(await stands()).toBeNull()
    await record("excused", at("2027-01-28T06:00"))
    done(await releaseSeat({ bookingId: petra.bookingId }, by("participant", at("2027-01-28T07:00"))))
    expect(await stands()).toBeNull()
  })

  it("does not keep a session from being cancelled on the day", async () => {
    await record("excused", theDay)
    done(await changeNow(place.januaryRound, cancel, organizer(theDay)))
    expect(await record("attended", theDay)).toEqual({ ok: false, reason: "seat_gone" })
  })
})

describe("the database says so itself", () => {
  const mark = (instant: string, where = `id = '${seatId}'`) =>
    ownDatabase().query(`UPDATE seats SET attendance = 'attended', attendance_at = '${instant}' WHERE ${where}`)
  const attempts: [string, string, () => Promise<unknown>][] = [
    ["the evening before", "seats_attendance_in_time", () => mark("2027-01-13T22:59:00Z")],
    [
      "on a seat that is only held",
      "seats_attendance_confirmed",
      async () => {
        const held = await seatOf(await place.hold(people.karin, place.januaryRound))
        await mark("2027-01-14T09:00:00Z", `id = '${held}'`)
      },
    ],
    [
      "without a time",
      "seats_attendance_whole",
      () => ownDatabase().query(`UPDATE seats SET attendance_at = '2027-01-14T09:00:00Z' WHERE id = '${seatId}'`),
    ],
  ]

  it.each(attempts)("no attendance %s", async (_, name, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ constraint: name })
  })

  const protections = {
    seats_attendance_in_time: trigger("seats", "seats_guard_attendance"),
    seats_attendance_confirmed: constraint("seats", "seats_attendance_confirmed"),
    seats_attendance_whole: constraint("seats", "seats_attendance_whole"),
  }

  it.each(attempts)("twin: attendance %s, without its protection", async (_, name, attempt) => {
    await renewOwnDatabase({ without: protections[name as keyof typeof protections] })
    await begin()
    await attempt()
  })
})

it("reads one seat or several, and nothing else, from a form", () => {
  const [sessionId, a, b] = [randomUUID(), randomUUID(), randomUUID()]
  const read = (fields: object) =>
    attendanceInput.safeParse({ sessionId, seatIds: a, attendance: "attended", ...fields })
  expect(read({ seatIds: `${a},${b}` }).data?.seatIds).toEqual([a, b])
  expect(read({ attendance: "none" }).data?.attendance).toBeNull()
  for (const wrong of [{ seatIds: "" }, { seatIds: `${a},` }, { attendance: "late" }, { sessionId: "x" }])
    expect(read(wrong).success, JSON.stringify(wrong)).toBe(false)
})
