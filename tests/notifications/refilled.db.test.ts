import { expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { billed, by, done, monday, world } from "../support/world"
import { wait } from "../waitlist/world"

ownDatabase()

/** A full session with a price, given back `before` the start, for which two wait. */
async function givenBack(before: number) {
  const w = await world()
  const round = await w.session(w.formats.priced, "2027-01-14T10:00", { capacity: 1 })
  const start = (await db.groupSession.findUniqueOrThrow({ where: { id: round.id } })).startsAt
  const at = (days: number) => new Date(start.getTime() - days * 86_400_000)
  const petra = await w.book(w.petra, round)
  const jonas = await wait(w.jonas, [round])
  const karin = await wait(w.karin, [round], { now: new Date(monday.getTime() + 60_000) })
  const me = (days: number) => by("participant", at(days))
  done(await releaseSeat({ bookingId: petra.bookingId }, me(before)))
  const told = async () => {
    await drainJobs()
    return db.mail.findMany({
      where: { kind: "refilled", bookingId: petra.bookingId },
      select: { recipient: true, params: true },
    })
  }
  return { ...w, jonas, karin, me, told }
}

it("who gave a seat back late is told once that it was filled again, and nothing is owed", async () => {
  const { jonas, me, told, petra } = await givenBack(5)
  expect(await told()).toEqual([])
  done(await acceptOffer({ entryId: jonas.entryId, billing: billed }, me(4.9)))
  expect(await told()).toMatchObject([{ recipient: petra.email, params: { percent: 50 } }])
  done(await acceptOffer({ entryId: jonas.entryId, billing: billed }, me(4.8)))
  expect(await told()).toHaveLength(1)
  expect(JSON.stringify(await told())).not.toMatch(/jonas|beispiel/i)
})

it("also where the first who was asked said no", async () => {
  const { jonas, karin, me, told, petra } = await givenBack(5)
  done(await declineOffer({ entryId: jonas.entryId, scope: "all" }, me(4.9)))
  expect(await told()).toEqual([])
  done(await acceptOffer({ entryId: karin.entryId, billing: billed }, me(4.8)))
  expect(await told()).toMatchObject([{ recipient: petra.email }])
})

it("who gave it back in time owes nothing and hears nothing", async () => {
  const { jonas, me, told } = await givenBack(30)
  done(await acceptOffer({ entryId: jonas.entryId, billing: billed }, me(29.9)))
  expect(await told()).toEqual([])
})
