import { beforeEach, expect, it } from "vitest"
import { answerAttendance, type HolderAnswer } from "@/lib/bookings/answer-attendance"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { noteAnswer } from "@/lib/bookings/note-answer"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { db } from "@/lib/db"
import { queueDigests } from "@/lib/notifications/queue-digests"
import { renderMail } from "@/lib/notifications/render-mail"
import type { MailParams } from "@/lib/notifications/schema"
import { renewOwnDatabase } from "../support/database"
import { at, by, done, world } from "../support/world"

beforeEach(async () => {
  await renewOwnDatabase()
  await db.teamMember.create({
    data: { email: "erika@runde.example", name: "Erika Beispiel", role: "owner", requestMails: "digest" },
  })
})

const digests = () => db.mail.findMany({ where: { kind: "organizer_digest" }, orderBy: { occasion: "asc" } })

it("comes once a day from 07:30 on, with what was open then", async () => {
  const w = await world()
  const petra = await w.book(w.petra, w.januaryRound)
  await releaseSeat({ bookingId: petra.bookingId }, by("participant", w.now))
  // On Friday evening, so that on Saturday it is still open: answers are given on working days.
  await w.book(w.jonas, w.reviewedRound, { now: at("2026-12-11T18:00") })
  await queueDigests({ now: at("2026-12-12T07:29") })
  expect(await digests()).toEqual([])
  await queueDigests({ now: at("2026-12-12T07:30") })
  await queueDigests({ now: at("2026-12-12T07:31") })
  const [digest, ...more] = await digests()
  expect(more).toEqual([])
  const { text, subject } = await renderMail(digest!, { mask: true })
  expect(subject).toBe("Übersicht vom Sa., 12.12.2026")
  expect(text).toContain("Jonas Beispiel, Beispiel & Söhne KG")
  expect(text).toContain("Eine offene Anfrage")
  // Given back on Monday, told on Tuesday.
  expect(text).not.toContain("Petra")
})

it("tells what was given back since yesterday", async () => {
  const w = await world()
  const petra = await w.book(w.petra, w.januaryRound)
  await releaseSeat({ bookingId: petra.bookingId }, by("participant", w.now))
  await queueDigests({ now: at("2026-12-08T08:00") })
  expect((await renderMail((await digests())[0]!, { mask: true })).text).toContain("Petra Muster")
})

it("tells of a request that was taken back, unless somebody had decided about it", async () => {
  const w = await world()
  const evening = at("2026-12-11T18:00")
  const [jonas, karin] = [
    await w.book(w.jonas, w.reviewedRound, { now: evening }),
    await w.book(w.karin, w.reviewedRound, { now: evening }),
  ]
  const petra = await w.book(w.petra, w.januaryRound)
  done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.reviewedRound.id }, by("participant", evening)))
  const seat = await db.seat.findFirstOrThrow({ where: { bookingId: karin.bookingId } })
  await decideSeat({ seatId: seat.id, decision: "decline" }, by("organizer", at("2026-12-11T19:00")))
  for (const { bookingId } of [jonas, karin])
    await releaseSeat({ bookingId }, by("participant", at("2026-12-11T20:00")))
  done(await withdrawRequest({ bookingId: petra.bookingId }, by("participant", at("2026-12-11T20:00"))))
  await queueDigests({ now: at("2026-12-12T07:30") })
  const { text } = await renderMail((await digests())[0]!, { mask: true })
  expect(text).toContain("2 zurückgezogene Anfragen")
  expect(text).toContain("Jonas Beispiel")
  expect(text).toContain("Petra Muster")
  expect(text).not.toContain("Karin")
  await queueDigests({ now: at("2026-12-13T07:30") })
  expect(await digests()).toHaveLength(1)
})

it("names who has said that they do not come and has given nothing back, once", async () => {
  const w = await world()
  const says = async (person: typeof w.petra, answer: HolderAnswer, time = "12:00") => {
    const { bookingId } = await w.book(person, w.januaryRound)
    const when = by("participant", at(`2027-01-12T${time}`))
    done(await answerAttendance({ bookingId, answer }, when))
    return { bookingId, when }
  }
  await says(w.petra, "not_coming")
  const jonas = await says(w.jonas, "not_coming")
  done(await answerAttendance({ ...jonas, answer: "coming" }, by("participant", at("2027-01-12T13:00"))))
  const karin = await says(w.karin, "not_coming")
  done(await releaseSeat(karin, karin.when))
  const thomas = await w.book(w.thomas, w.januaryRound)
  const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId: thomas.bookingId } })
  const noted = { sessionId: w.januaryRound.id, seatId, answer: "not_coming" } as const
  done(await noteAnswer(noted, by("organizer", at("2027-01-12T14:00"))))
  await queueDigests({ now: at("2027-01-13T07:30") })
  const params = (await digests()).at(-1)!.params as MailParams<"organizer_digest">
  expect(params.notComing.map(({ person }) => person.email)).toEqual([w.petra.email])
  const { text } = await renderMail((await digests()).at(-1)!, { mask: true })
  expect(text).toContain("Eine Person kommt nicht, ihr Platz ist noch vergeben")
  await queueDigests({ now: at("2027-01-14T07:30") })
  expect(await digests()).toHaveLength(1)
})

it("of a morning on which nothing ran is made up for by the next, once", async () => {
  const w = await world()
  const given = async (person: typeof w.petra, when: string) => {
    const { bookingId } = await w.book(person, w.januaryRound)
    done(await releaseSeat({ bookingId }, by("participant", at(when))))
  }
  await given(w.petra, "2026-12-08T07:00")
  await queueDigests({ now: at("2026-12-08T07:30") })
  await given(w.jonas, "2026-12-08T18:00")
  await given(w.karin, "2026-12-09T12:00")
  // From 07:30 to 10:30 on the ninth nothing runs.
  await queueDigests({ now: at("2026-12-09T10:31") })
  expect(await digests()).toHaveLength(1)
  for (const late of ["2026-12-10T09:15", "2026-12-10T09:16"]) await queueDigests({ now: at(late) })
  const [, second, ...more] = await digests()
  expect(more).toEqual([])
  const { text } = await renderMail(second!, { mask: true })
  expect(text).toContain("Jonas Beispiel")
  expect(text).toContain("Karin Probe")
  expect(text).not.toContain("Petra")
  await queueDigests({ now: at("2026-12-11T07:30") })
  expect(await digests()).toHaveLength(2)
})

it("is not written when there is nothing to tell, decided requests and late mornings included", async () => {
  const w = await world()
  await queueDigests({ now: at("2026-12-08T07:30") })
  const jonas = await w.book(w.jonas, w.reviewedRound, { now: at("2026-12-11T18:00") })
  const seat = await db.seat.findFirstOrThrow({ where: { bookingId: jonas.bookingId } })
  await queueDigests({ now: at("2026-12-12T11:00") })
  await decideSeat({ seatId: seat.id, decision: "confirm" }, by("organizer", at("2026-12-11T19:00")))
  await queueDigests({ now: at("2026-12-12T07:30") })
  expect(await digests()).toEqual([])
})

it.each([
  ["the clocks go back", "2026-10-23T18:00", "2026-10-25T06:30:00Z"],
  ["the clocks go forward", "2027-03-26T18:00", "2027-03-28T05:30:00Z"],
  ["the year begins", "2026-12-31T18:00", "2027-01-01T06:30:00Z"],
])("keeps 07:30 local time when %s", async (_, asked, morning) => {
  const w = await world({ now: at("2026-10-01T09:00") })
  await w.book(w.jonas, await w.session(w.formats.reviewed, "2027-04-22T10:00"), { now: at(asked) })
  await queueDigests({ now: new Date(Date.parse(morning) - 1) })
  expect(await digests()).toHaveLength(0)
  await queueDigests({ now: new Date(morning) })
  expect(await digests()).toHaveLength(1)
})
