import { arrived, emptyInbox, lastTo } from "../support/inbox"
import { beforeEach, expect, it } from "vitest"
import { changeBooker } from "@/lib/bookings/change-booker"
import { holderOf, manageToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { hourlyLimit } from "@/lib/notifications/rules"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { anke, by, done, monday, people, world } from "../support/world"
import { join, wait } from "./world"

const { jonas, karin, petra } = people
const bert = { name: "Bert Nachfolger", email: "bert.nachfolger@beispiel-soehne.example" }
const participant = by("participant", monday)
const first = { actor: { kind: "booker", generation: 1 } as const, now: monday }

let w: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  await emptyInbox()
  w = await world()
})

/** A session of one seat, taken by Petra. */
async function full() {
  const round = await w.session(w.formats.instant, "2027-01-20T10:00", { capacity: 1 })
  await w.book(petra, round)
  return round
}

it("an assistant of somebody who only waits is changed, told, and has a link; the one before has none", async () => {
  const { bookingId, entryId } = await wait(jonas, [await full()], { booker: anke })
  const old = await manageToken(bookingId, "booker")
  await arrived()
  expect(await changeBooker({ bookingId, booker: bert }, participant)).toEqual({ ok: true, changed: true })
  expect(await arrived()).toEqual([
    "anke: Vormerkung: nicht mehr bei Ihnen",
    "bert: Vormerkung: jetzt bei Ihnen",
    "jonas: Ihre Vormerkung: neue Assistenz",
  ])
  expect(lastTo("anke").text).not.toMatch(/\/open\/|Bert|Jonas/)
  expect(lastTo("bert").text).toMatch(/\/open\/\S+\?to=waiting/)
  expect(lastTo("bert").text).toContain("Jonas Beispiel hat Sie genannt")
  expect(await holderOf(old)).toBeNull()
  expect(await leaveWaitlist({ entryId }, first)).toEqual({ ok: false, reason: "not_found" })
  expect(await holderOf(await manageToken(bookingId, "booker"))).toMatchObject({ role: "booker", generation: 2 })
})

it("can be removed while somebody only waits, by the assistant too", async () => {
  const { bookingId } = await wait(jonas, [await full()], { booker: anke })
  await arrived()
  expect(await changeBooker({ bookingId, booker: null }, first)).toEqual({ ok: true, changed: true })
  expect(await arrived()).toEqual(["anke: Vormerkung: nicht mehr bei Ihnen", "jonas: Ihre Vormerkung: neue Assistenz"])
  expect(lastTo("jonas").text).toContain("Ihre Vormerkung betreuen ab jetzt Sie allein.")
})

it("is nobody's of what is only typed, or over", async () => {
  const round = await full()
  const typed = await join(jonas, [round], { booker: anke })
  expect(await changeBooker({ ...typed, booker: bert }, participant)).toMatchObject({ reason: "not_found" })
  const left = await wait(karin, [round], { booker: anke })
  done(await leaveWaitlist(left, participant))
  expect(await changeBooker({ ...left, booker: bert }, participant)).toMatchObject({ reason: "not_found" })
})

it("nobody floods a mailbox by naming it as the assistant again and again", async () => {
  const { bookingId } = await w.book(petra, w.januaryRound)
  for (let turn = 0; turn <= hourlyLimit.booker_named; turn++) {
    done(await changeBooker({ bookingId, booker: bert }, participant))
    await arrived()
    done(await changeBooker({ bookingId, booker: null }, participant))
  }
  const named = { kind: "booker_named", recipient: bert.email }
  expect(await db.mail.count({ where: { ...named, state: "sent" } })).toBe(hourlyLimit.booker_named)
  expect(await db.mail.count({ where: { ...named, state: "suppressed" } })).toBe(1)
})
