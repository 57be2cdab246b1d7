import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { forgetMails } from "@/lib/notifications/forget-mails"
import { erasePerson } from "@/lib/people/erase-person"
import { react } from "@/lib/reactions"
import { wishContact } from "@/lib/round/wish-contact"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { everyLock, pause } from "../support/twin"
import { by, done, logOf, type WorldBooking } from "../support/world"
import { approve, pledge, roundOf, show, table } from "./table"

/** Three who have seen each other's cards, which name nobody, and the session is over. */
async function over() {
  const world = await table()
  const { seats, days } = world
  for (const [name, seat] of Object.entries(seats)) {
    await pledge(seat)
    await approve(seat, `Karte von ${name}`, days.open)
    done(await show(seat, days.open))
  }
  await db.tableCard.updateMany({ data: { shownName: null, shownCompany: null } })
  const cardOf = async (viewer: WorldBooking, name: string) => {
    const round = await roundOf(viewer, days.after)
    return (round.ok && round.cards.find(({ line }) => line === `Karte von ${name}`)) || undefined
  }
  const wish = async (viewer: WorldBooking, name: string, wished = true, now = days.after) =>
    wishContact(
      { bookingId: viewer.bookingId, card: (await cardOf(viewer, name))!.key, wished },
      by("participant", now),
    )
  return { ...world, wish, cardOf }
}

describe("staying in touch", () => {
  it("tells both of each other once both have said so, on the page and by one mail each", async () => {
    const { seats, wish, cardOf, closedRound } = await over()
    expect(done(await wish(seats.petra, "jonas")).mutual).toBe(false)
    expect(done(await wish(seats.jonas, "petra")).mutual).toBe(true)
    expect(done(await wish(seats.petra, "jonas")).mutual).toBe(true)
    expect((await cardOf(seats.petra, "jonas"))?.contact).toMatchObject({
      name: "Jonas Beispiel",
      email: "jonas.beispiel@beispiel-soehne.example",
    })
    expect((await cardOf(seats.jonas, "petra"))?.contact?.name).toBe("Petra Muster")
    expect((await cardOf(seats.karin, "jonas"))?.contact).toBeNull()
    const exchanged = (await logOf({ sessionId: closedRound.id })).filter(({ kind }) => kind === "contact.exchanged")
    expect(exchanged).toHaveLength(1)
    const { id } = await db.activity.findFirstOrThrow({ where: { kind: "contact.exchanged" }, orderBy: { at: "desc" } })
    await react(id)
    await react(id)
    const mails = await db.mail.findMany({ where: { kind: "contact_exchanged", sessionId: closedRound.id } })
    // Petra's assistant reads nothing of it.
    expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
      "jonas.beispiel@beispiel-soehne.example",
      "petra.muster@muster-anlagenbau.example",
    ])
  })

  it("is nowhere but in its row as long as it is one-sided, and can be taken back", async () => {
    const { seats, wish, closedRound, days } = await over()
    const before = [await logOf({ sessionId: closedRound.id }), await db.mail.count()]
    const [jonas, karin] = [await roundOf(seats.jonas, days.after), await roundOf(seats.karin, days.after)]
    done(await wish(seats.petra, "jonas"))
    expect([await logOf({ sessionId: closedRound.id }), await db.mail.count()]).toEqual(before)
    expect(await roundOf(seats.jonas, days.after)).toEqual(jonas)
    expect(await roundOf(seats.karin, days.after)).toEqual(karin)
    done(await wish(seats.petra, "jonas", false))
    expect(done(await wish(seats.jonas, "petra")).mutual).toBe(false)
  })

  it("cannot be taken back once both know", async () => {
    const { seats, wish, cardOf } = await over()
    done(await wish(seats.petra, "jonas"))
    done(await wish(seats.jonas, "petra"))
    expect(done(await wish(seats.petra, "jonas", false)).mutual).toBe(true)
    expect((await cardOf(seats.jonas, "petra"))?.contact).not.toBeNull()
  })

  it("is in nobody's mail any more once the round is forgotten, and not in the other's once somebody is erased", async () => {
    const { seats, wish, closedRound, days } = await over()
    done(await wish(seats.petra, "jonas"))
    done(await wish(seats.jonas, "petra"))
    await drainJobs()
    const petra = /petra.muster@|Petra Muster/
    const mails = async () => {
      const where = { kind: "contact_exchanged", sessionId: closedRound.id }
      return (await db.mail.findMany({ where })).map(({ recipient, params }) => ({
        recipient,
        text: JSON.stringify(params),
      }))
    }
    expect((await mails()).filter(({ text }) => petra.test(text))).toHaveLength(2)
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: seats.petra.bookingId } })
    done(await erasePerson({ personId: participantId! }, by("organizer", days.after)))
    expect((await mails()).filter(({ text }) => petra.test(text))).toEqual([])
    await forgetMails({ now: days.cleared })
    expect(await mails()).toEqual([])
  })

  it("begins with the end of the session, for cards that are there and who may see them", async () => {
    const { seats, days, wish } = await over()
    const { bookingId } = seats.petra
    expect(await wish(seats.petra, "jonas", true, days.open)).toMatchObject({ reason: "contact_closed" })
    expect(await wish(seats.petra, "jonas", true, days.cleared)).toMatchObject({ reason: "contact_closed" })
    const strange = { bookingId, card: "0".repeat(16), wished: true }
    expect(await wishContact(strange, by("participant", days.after))).toMatchObject({ reason: "no_card" })
    expect(await wishContact(strange, by("booker", days.after))).toMatchObject({ reason: "not_found" })
  })

  /** Both at the same moment: how often they were told of each other. */
  async function bothAtOnce() {
    const { seats, wish, closedRound } = await over()
    await Promise.all([wish(seats.petra, "jonas"), wish(seats.jonas, "petra")])
    return (await logOf({ sessionId: closedRound.id })).filter(({ kind }) => kind === "contact.exchanged").length
  }

  it("misses nobody who says so at the same moment", async () => {
    await renewOwnDatabase({ without: pause("INSERT", "contact_wishes", 400) })
    expect(await bothAtOnce()).toBe(1)
  })

  it("would miss both without the lock of the session: the twin", async () => {
    await renewOwnDatabase({ without: `${everyLock}\n${pause("INSERT", "contact_wishes", 400)}` })
    expect(await bothAtOnce()).toBe(0)
    await renewOwnDatabase()
  })
})
