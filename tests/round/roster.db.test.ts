import { describe, expect, it } from "vitest"
import { apiToken, manageToken } from "@/lib/bookings/policy"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { givePledge } from "@/lib/round/give-pledge"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { findDoor, readAtDoor } from "@/lib/round/queries-door"
import { findOwnCard } from "@/lib/round/queries-roster"
import { saveCard } from "@/lib/round/save-card"
import { showRound } from "@/lib/round/show-round"
import { renewOwnDatabase } from "../support/database"
import { before, replaced } from "../support/twin"
import { asParticipant, by, done, kindsOf, minutesAfter, people } from "../support/world"
import { ask } from "../api/api"
import { approve, pledge, roundOf, show, table } from "./table"

/** What Petra is sent of the round, word for word. */
const sent = async (...asked: Parameters<typeof roundOf>) => JSON.stringify(await roundOf(...asked))
/** What would tell of Jonas. */
const traces = ["Jonas", "Beispiel", "beispiel-soehne", "Brückenbau"]

/** Petra has promised and turned the cards; Jonas has done what is asked about. */
async function set(jonas: { pledged?: boolean | string; approved?: boolean }) {
  const world = await table()
  const { seats, days } = world
  await pledge(seats.petra)
  if (jonas.approved) await approve(seats.jonas, "Geschäftsführung, Brückenbau", days.open)
  if (jonas.pledged) await pledge(seats.jonas, typeof jonas.pledged === "string" ? jonas.pledged : undefined)
  done(await show(seats.petra, days.open))
  return world
}

describe("who sees whom", () => {
  it("sees what was approved by who has promised, and of the others how many there are", async () => {
    const { seats, days } = await set({ pledged: true, approved: true })
    expect(await roundOf(seats.petra, days.open)).toMatchObject({
      cards: [
        { line: "Geschäftsführung, Brückenbau", name: "Jonas Beispiel", company: "Beispiel & Söhne KG", contact: null },
      ],
      others: 1,
    })
  })

  it.each([
    ["has approved and not promised", { approved: true }],
    ["has approved and promised an older text", { approved: true, pledged: "2025-01" }],
    ["has promised and not approved", { pledged: true }],
    ["has done neither", {}],
  ])("is one more person: who %s", async (_, jonas) => {
    const { seats, days } = await set(jonas)
    const said = await sent(seats.petra, days.open)
    expect(said).toContain('"others":2')
    for (const trace of traces) expect(said).not.toContain(trace)
  })

  it("a word of who has not promised would be seen: the twin", async () => {
    await renewOwnDatabase({ without: replaced("roster_of", "p.version = p_version", "true") })
    const { seats, days } = await set({ approved: true, pledged: "2025-01" })
    expect(await sent(seats.petra, days.open)).toContain("Brückenbau")
    await renewOwnDatabase()
  })

  it("who is given back or only asked for sits at no table", async () => {
    const { seats, days, closedRound, book, thomas } = await set({ pledged: true, approved: true })
    await book(thomas, closedRound)
    done(await releaseSeat({ bookingId: seats.jonas.bookingId }, by("participant", days.open)))
    expect(await roundOf(seats.petra, days.open)).toMatchObject({ cards: [], others: 1 })
  })

  it("a seat that is given up is not seen: the twin", async () => {
    await renewOwnDatabase({ without: replaced("roster_of", "AND other.state = 'confirmed'", "") })
    const { seats, days } = await set({ pledged: true, approved: true })
    done(await releaseSeat({ bookingId: seats.jonas.bookingId }, by("participant", days.open)))
    expect(await sent(seats.petra, days.open)).toContain("Brückenbau")
    await renewOwnDatabase()
  })

  it("nothing is kept of a card whose approval is taken back", async () => {
    const { seats, days } = await set({ pledged: true, approved: true })
    done(await saveCard({ bookingId: seats.jonas.bookingId, card: { approved: false } }, by("participant", days.open)))
    const said = await sent(seats.petra, days.open)
    for (const trace of traces) expect(said).not.toContain(trace)
    const row = await db.tableCard.findFirstOrThrow({ where: { bookingId: seats.jonas.bookingId } })
    expect(row).toMatchObject({ line: null, shownName: null, shownCompany: null, approvedAt: null })
  })

  it("the cards come in the same order whoever promised first", async () => {
    const { seats, days } = await set({ pledged: true, approved: true })
    await pledge(seats.karin)
    await approve(seats.karin, "Andere Zeile", days.open)
    const round = await roundOf(seats.petra, days.open)
    const keys = round.ok ? round.cards.map(({ key }) => key) : []
    expect(keys).toHaveLength(2)
    expect(keys).toEqual([...keys].sort())
  })
})

describe("what stands before it", () => {
  it("opens on the third day before and is cleared away after the fourteenth", async () => {
    const { seats, days } = await set({ pledged: true, approved: true })
    const { petra } = seats
    expect(await roundOf(petra, days.tooEarly)).toEqual({ ok: false, reason: "round_closed" })
    expect(await show(petra, days.tooEarly)).toEqual({ ok: false, reason: "round_closed" })
    expect(await roundOf(petra, days.after)).toMatchObject({ ok: true })
    expect(await roundOf(petra, days.cleared)).toEqual({ ok: false, reason: "round_closed" })
  })

  it("asks for the promise, then for the button, and reading writes nothing", async () => {
    const { seats, days, closedRound } = await table()
    const { petra } = seats
    expect(await show(petra, days.open)).toEqual({ ok: false, reason: "pledge_needed" })
    await pledge(petra, "2025-01")
    expect(await roundOf(petra, days.open)).toEqual({ ok: false, reason: "pledge_needed" })
    await pledge(petra)
    expect(await roundOf(petra, days.open)).toEqual({ ok: false, reason: "round_not_shown" })
    expect(await db.tableCard.count({ where: { bookingId: petra.bookingId } })).toBe(0)
    done(await show(petra, days.open))
    done(await show(petra, days.after))
    expect(await db.tableCard.findFirst({ where: { bookingId: petra.bookingId } })).toMatchObject({
      sawRosterAt: days.open,
      sawSessionId: closedRound.id,
    })
    expect((await kindsOf(closedRound.id)).filter((kind) => kind === "round.shown")).toHaveLength(1)
  })

  it("is nothing to the assistant, on no way", async () => {
    const { seats, days } = await set({ pledged: true, approved: true })
    const { bookingId, reference } = seats.petra
    const booker = { bookingId, role: "booker", generation: 1 } as const
    const anke = by("booker", days.open)
    const gone = { ok: false, reason: "not_found" }
    expect(await findOwnCard(booker)).toBeNull()
    expect(await showRound({ bookingId }, anke)).toEqual(gone)
    expect(await saveCard({ bookingId, card: { approved: false } }, anke)).toEqual(gone)
    const token = await apiToken(bookingId, "booker")
    const asked = [
      await ask(`/bookings/${reference}/card`, { token }),
      await ask(`/bookings/${reference}/round`, { token }),
      await ask(`/bookings/${reference}/round`, { token, json: {} }),
      await ask(`/bookings/${reference}/objection`, { token, json: {} }),
      await ask(`/bookings/${reference}/card`, { method: "PUT", token, json: { approved: false } }),
    ]
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  })

  it("is nothing where the round is open", async () => {
    const { book, januaryRound, thomas } = await table()
    expect(await findOwnCard(asParticipant(await book(thomas, januaryRound)))).toBeNull()
  })

  it("is void for whoever has handed the seat over, and new for who has it", async () => {
    const { seats, days } = await set({ pledged: true, approved: true })
    const { bookingId } = seats.petra
    await approve(seats.petra, "Von Petra", days.open)
    const link = await manageToken(bookingId, "participant")
    done(await substituteParticipant({ bookingId, participant: people.paula }, by("participant", days.open)))
    expect(link).not.toBe(await manageToken(bookingId, "participant"))
    expect(await findOwnCard(asParticipant(seats.petra))).toBeNull()
    const paula = { bookingId, role: "participant", generation: 2 } as const
    expect(await findOwnCard(paula)).toMatchObject({ approved: false, line: null, pledged: false, shown: false })
    await pledge(seats.jonas).catch(() => undefined)
    done(await show(seats.jonas, days.open))
    expect(await sent(seats.jonas, days.open)).not.toContain("Von Petra")
  })

  /** Petra has promised and approved; she hands her seat to Paula and gets it back. */
  async function handedBack() {
    const { seats, days } = await set({ pledged: true, approved: true })
    const { bookingId } = seats.petra
    await approve(seats.petra, "Von Petra", days.open)
    done(await show(seats.jonas, days.open))
    for (const [minutes, participant] of [people.paula, people.petra].entries()) {
      const now = minutesAfter(days.open, minutes + 1)
      done(await substituteParticipant({ bookingId, participant }, by("participant", now)))
    }
    const { pledges } = await readAtDoor({ bookingId, role: "participant" })
    const seen = await sent(seats.jonas, minutesAfter(days.open, 5))
    return { bookingId, days, pledges, isSeen: seen.includes("Von Petra") }
  }

  it("is void still for whoever gets the seat back, until they promise and approve anew", async () => {
    const { bookingId, days, pledges, isSeen } = await handedBack()
    expect({ pledges, isSeen }).toEqual({ pledges: [], isSeen: false })
    const own = by("participant", minutesAfter(days.open, 10))
    expect(await showRound({ bookingId }, own)).toEqual({ ok: false, reason: "pledge_needed" })
    expect(await findDoor({ bookingId, role: "participant" }, own.now)).toMatchObject({ pledgedAt: null })
    const anew = await givePledge({ bookingId, version: pledgeVersion }, own)
    expect(anew).toEqual({ ok: true, version: pledgeVersion, pledgedAt: own.now })
    expect(await findDoor({ bookingId, role: "participant" }, own.now)).toMatchObject({ pledgedAt: own.now })
    const petra = { bookingId, role: "participant", generation: 3 } as const
    expect(await findOwnCard(petra)).toMatchObject({ approved: false, line: null, pledged: true, shown: false })
  })

  it("would be seen and open the door again where nothing was taken away: the twin", async () => {
    const stays = [
      before("UPDATE", "confidentiality_pledges", "NEW.voided_at := NULL"),
      before("DELETE", "table_cards", "RETURN NULL"),
    ]
    await renewOwnDatabase({ without: stays.join("\n") })
    const { pledges, isSeen } = await handedBack()
    await renewOwnDatabase()
    expect({ pledges, isSeen }).toEqual({ pledges: [pledgeVersion], isSeen: true })
  })

  it("is void to the others by the promise alone: the twin", async () => {
    const cardStays = before("DELETE", "table_cards", "RETURN NULL")
    await renewOwnDatabase({ without: cardStays })
    expect((await handedBack()).isSeen).toBe(false)
    await renewOwnDatabase({ without: `${cardStays}\n${replaced("roster_of", " AND p.voided_at IS NULL", "")}` })
    expect((await handedBack()).isSeen).toBe(true)
    await renewOwnDatabase()
  })
})

describe("by the API", () => {
  it("suggests a line, approves a card, and says what is missing", async () => {
    const { seats } = await table({ now: new Date() })
    const { bookingId, reference } = seats.jonas
    const token = await apiToken(bookingId, "participant")
    await db.roundProfile.update({ where: { bookingId }, data: { industry: "manufacturing", sizeBand: "from_250" } })
    const card = `/bookings/${reference}/card`
    expect((await ask(`${card}?locale=en`, { token })).body).toMatchObject({
      approved: false,
      suggested: "Managing director, manufacturing, 250–999 employees",
    })
    const empty = await ask(card, { method: "PUT", token, json: { approved: true } })
    expect([empty.status, empty.body.errors?.[0]?.path]).toEqual([422, "line"])
    const put = await ask(card, { method: "PUT", token, json: { approved: true, line: "Leitung", showCompany: true } })
    expect([put.status, put.body]).toEqual([200, { approved: true }])
    expect((await ask(card, { token })).body).toMatchObject({ line: "Leitung", showName: false, showCompany: true })
    const early = await ask(`/bookings/${reference}/round`, { token })
    expect([early.status, early.body.reason]).toEqual([409, "round_closed"])
  })
})
