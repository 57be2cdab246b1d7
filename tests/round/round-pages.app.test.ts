import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { apiToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import type { ParticipantInput } from "@/lib/people/schema"
import { saveCard } from "@/lib/round/save-card"
import { holder, teamMember } from "../access/viewers"
import { renewOwnDatabase } from "../support/database"
import { type App, startApp } from "../support/server"
import { replaced } from "../support/twin"
import type { Visitor } from "../support/visitor"
import { by, done, world } from "../support/world"
import { pledge } from "./table"

// What is sent to the people of a closed round on each of its days, by its pages in every way and by the API. Words that
// stand nowhere in the app: one of them where it does not belong is a leak.

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", LOG_LEVEL: "trace", RATE_LIMIT: "0" } })
})
afterAll(() => app?.stop())

const guest = (givenName: string, familyName: string, company: string, domain: string): ParticipantInput => ({
  ...{ givenName, familyName, company, role: "managing_director", phone: "+49 711 5550123" },
  email: `${givenName}.${familyName}@${domain}.example`.toLowerCase(),
})
const approved = "Quellgrundleitung"
const secret = { text: "Xylophonstreit", names: ["Adelgunde", "Quastenflosser", "Quarzwerk"] }

/**
 * Adelgunde has approved a line and no name, and has promised or not. Balthasar, who has an assistant, has promised and
 * turned the cards; Cunigunde has done nothing. Adelgunde objects, and says why.
 */
async function gathered({ promised = true } = {}) {
  const w = await world({ now: new Date() })
  const format = await w.format("closed", { admission: "reviewed", round: "closed" })
  const start = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const session = await w.session(format, `${start}T10:00`)
  const people = [
    guest("Adelgunde", "Quastenflosser", "Quarzwerk GmbH", "quarzwerk"),
    guest("Balthasar", "Xylander", "Bildhauer KG", "bildhauer"),
    guest("Cunigunde", "Moewenthal", "Moehrenkontor AG", "moehrenkontor"),
  ]
  const seats = []
  for (const participant of people) {
    const input = { requestId: randomUUID(), sessionId: session.id, participant, locale: "de" } as const
    seats.push({ ...done(await addByHand(input, by("organizer", new Date()))), heldUntil: new Date() })
  }
  const [adelgunde, balthasar, cunigunde] = seats as [(typeof seats)[0], (typeof seats)[0], (typeof seats)[0]]
  const booker = { bookerName: "Anke Vorzimmer", bookerEmail: "anke@bildhauer.example" }
  await db.booking.update({ where: { id: balthasar.bookingId }, data: booker })
  const card = { approved: true, line: approved, showName: false, showCompany: false } as const
  done(await saveCard({ bookingId: adelgunde.bookingId, card }, by("participant", new Date())))
  if (promised) await pledge(adelgunde)
  await pledge(balthasar)
  const own = await db.seat.findFirstOrThrow({ where: { bookingId: adelgunde.bookingId } })
  await db.objection.create({ data: { seatId: own.id, text: secret.text, objectedAt: new Date() } })
  const visitors = {
    balthasar: await holder(app.origin, balthasar.bookingId, "participant"),
    anke: await holder(app.origin, balthasar.bookingId, "booker"),
    cunigunde: await holder(app.origin, cunigunde.bookingId, "participant"),
  }
  return { session, adelgunde, balthasar, cunigunde, visitors }
}

/** It is so many days before the session, or after it. */
const daysBefore = (sessionId: string, days: number) => db.$executeRaw`
  UPDATE group_sessions SET starts_at = now() + ${days * 24} * interval '1 hour' + interval '30 minutes',
         ends_at = now() + ${days * 24} * interval '1 hour' + interval '2 hours' WHERE id = ${sessionId}::uuid`

/** All that comes to somebody on their pages, also what they may not open, and by the API. */
async function allOf(
  visitor: Visitor,
  booking: { bookingId: string; reference: string },
  role: "participant" | "booker",
) {
  const { reference, bookingId } = booking
  const from = visitor.received.length
  const ways = ["", "/card", "/round", "/objection", "/rebook", "/release", "/assistant"]
  for (const way of ways) {
    await visitor.open(`/booking/${reference}${way}`)
    await visitor.payload(`/en/booking/${reference}${way}`)
  }
  const authorization = `Bearer ${await apiToken(bookingId, role)}`
  for (const way of ["", "/card", "/round"])
    await visitor.send(`/api/v1/bookings/${reference}${way}`, { headers: { authorization } })
  return visitor.received
    .slice(from)
    .map(({ head, body }) => head + body)
    .join("\n")
}

describe("the pages of a closed round", () => {
  it("tell of somebody what they approved, to who has promised and turned the cards, on its days and no more", async () => {
    const { session, balthasar, cunigunde, visitors } = await gathered()
    const seen: Record<string, boolean> = {}
    for (const days of [4, 2, 0, -1, -15]) {
      await daysBefore(session.id, days)
      if (days === 2) {
        await visitors.balthasar.open(`/booking/${balthasar.reference}/round`)
        expect(visitors.balthasar.page.body).not.toContain(approved)
        await visitors.balthasar.submit("#show-round")
      }
      const [own, assistant, silent] = [
        await allOf(visitors.balthasar, balthasar, "participant"),
        await allOf(visitors.anke, balthasar, "booker"),
        await allOf(visitors.cunigunde, cunigunde, "participant"),
      ]
      seen[days] = own.includes(approved)
      for (const word of [secret.text, ...secret.names]) expect(own + assistant + silent).not.toContain(word)
      expect(assistant + silent).not.toContain(approved)
    }
    expect(seen).toEqual({ "4": false, "2": true, "0": true, "-1": true, "-15": false })
  })

  it("work without scripts, from the own card to the contact", async () => {
    const { session, adelgunde, balthasar, visitors } = await gathered()
    await daysBefore(session.id, 2)
    const { balthasar: visitor } = visitors
    const [here, adelgundes] = [
      `/booking/${balthasar.reference}`,
      await holder(app.origin, adelgunde.bookingId, "participant"),
    ]
    await visitor.open(`${here}/card`)
    const card = await visitor.submit("#card", { line: "Inhaber, Bildhauerei", showName: "on" })
    expect(card.body).toContain("Ihre Tischkarte ist freigegeben.")
    expect(card.body).not.toContain("cards.own.")
    await adelgundes.open(`/booking/${adelgunde.reference}/round`)
    const round = await adelgundes.submit("#show-round")
    expect(round.body).toContain("Inhaber, Bildhauerei")
    expect(round.body).toContain("Balthasar Xylander")
    expect(round.body).not.toContain("Bildhauer KG")
    await visitor.open(`${here}/round`)
    await visitor.submit("#show-round")
    await visitor.open(`${here}/objection`)
    expect((await visitor.submit("#objection")).body).toContain("Danke, das ist beim Veranstalter angekommen.")
    await daysBefore(session.id, -1)
    for (const [each, { reference }] of [
      [visitor, balthasar],
      [adelgundes, adelgunde],
    ] as const) {
      const { body } = await each.open(`/booking/${reference}/round`)
      await each.submit(`#${/contact-[0-9a-f]{16}/.exec(body)![0]}`)
    }
    expect(adelgundes.page.body).toContain("balthasar.xylander@")
    expect((await visitor.open(`${here}/round`)).body).toContain("adelgunde.quastenflosser@")
  })

  it("tell nothing of who has approved and not promised", async () => {
    const { session, balthasar, visitors } = await gathered({ promised: false })
    await daysBefore(session.id, 2)
    await visitors.balthasar.open(`/booking/${balthasar.reference}/round`)
    await visitors.balthasar.submit("#show-round")
    expect(await allOf(visitors.balthasar, balthasar, "participant")).not.toContain(approved)
  })

  it("would tell of them without the question in the database: the twin", async () => {
    await renewOwnDatabase({
      without: replaced("roster_of", "AND p.version = p_version AND p.voided_at IS NULL)", "OR true)"),
    })
    const { session, balthasar, visitors } = await gathered({ promised: false })
    await daysBefore(session.id, 2)
    await visitors.balthasar.open(`/booking/${balthasar.reference}/round`)
    await visitors.balthasar.submit("#show-round")
    expect(await allOf(visitors.balthasar, balthasar, "participant")).toContain(approved)
  })
})

it("putting two companies of one round into one group is refused at the desk with the seats", async () => {
  const { adelgunde, balthasar } = await gathered()
  const companyOf = async ({ bookingId }: { bookingId: string }) =>
    (await db.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { company: true } })).company!
  const [quarzwerk, bildhauer] = [await companyOf(adelgunde), await companyOf(balthasar)]
  const { visitor } = await teamMember(app.origin, "owner", "Olga")
  await visitor.open(`/organizer/people/companies/${quarzwerk.id}`)
  const { body } = await visitor.submit("#join", { groupId: bildhauer.groupId })
  expect(body).toMatch(/So säßen in einem Termin zwei aus einer Gruppe: [^<]*, Balthasar Xylander \(Bildhauer KG\)\./)
  expect((await companyOf(adelgunde)).groupId).toBe(quarzwerk.groupId)
})
