import { received } from "../support/mail-server"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { sendMail } from "@/lib/notifications/send-mail"
import { deriveCode } from "@/lib/secrets"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { type App, startApp } from "../support/server"
import { replaced } from "../support/twin"
import { by, done, world } from "../support/world"
import { eightGuests, type Guest, lookAround, lookAtOwn, takeSeat, typed } from "./guests"
import { searchFor } from "./search"

// The address of a meeting is for those who have a confirmed seat in it, on the page of their booking, and for nothing
// and nobody else. It is searched for in all that was sent to people in every other position.

const secret = "geheimraum4711x0815"
const search = searchFor([
  { givenName: secret, familyName: secret, company: secret, email: `${secret}@meet.example`, marks: [] },
])

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", LOG_LEVEL: "trace", RATE_LIMIT: "0" } })
})
afterAll(() => app?.stop())

/**
 * Five people ask for a seat, one only types, and a stranger sits elsewhere: nobody has been answered yet. Those who ask
 * look at everything there is, or the first of them.
 */
async function asked({ looking = 5 } = {}) {
  const w = await world({ now: new Date() })
  const formatId = w.formats.reviewed
  const format = (await findFormat(formatId))!
  const meetingUrl = `https://meet.example/${secret}`
  const edit = formatEdit.parse(format)
  done(await editFormat({ formatId, revision: format.updatedAt, edit, meetingUrl }, by("organizer", new Date())))

  const [confirmed, assisted, declined, released, waiting, typing] = eightGuests(app.origin)
  const asking = [confirmed!, assisted!, declined!, released!, waiting!]
  const [round, elsewhere] = [w.reviewedRound, w.laterReviewedRound]
  for (const guest of asking) await takeSeat(guest, round.slug, codeOf, ownDatabase())
  await typing!.visitor.open(`/sessions/${round.slug}/book`)
  await typing!.visitor.submit("#book", { ...typed(typing!), businessUse: "on", acceptTerms: "on" })
  const stranger = eightGuests(app.origin)[7]!
  await takeSeat(stranger, elsewhere.slug, codeOf, ownDatabase())
  for (const guest of asking.slice(0, looking)) await lookAround(guest, round, elsewhere)
  return { round, elsewhere, asking, typing: typing!, stranger, everybody: [...asking, typing!, stranger] }
}

/** Two are answered with yes, one with no, one gives the seat back, one still waits. */
async function answered({ round, elsewhere, asking, typing, stranger }: Awaited<ReturnType<typeof asked>>) {
  const [confirmed, assisted, declined, released, waiting] = asking
  const id = async (guest: Guest) => (await db.booking.findUniqueOrThrow({ where: { reference: guest.reference } })).id
  await db.seat.updateMany({ where: { bookingId: await id(declined!) }, data: { decision: "decline" } })
  await db.seat.updateMany({
    where: { state: "requested", bookingId: { notIn: [await id(waiting!), await id(stranger)] } },
    data: { decideAt: new Date() },
  })
  await carryOutDecisions()
  done(await releaseSeat({ bookingId: await id(released!) }, by("participant", new Date())))
  await typing.visitor.open(`/sessions/${round.slug}/book`)
  for (const guest of [...asking, stranger]) await lookAtOwn(guest, elsewhere, [])
  await drainJobs()
  return [confirmed!, assisted!]
}

/** Where it has come to them since the last look: "Quastenflosser at GET /booking/R-…" */
const seenBy = (guests: Guest[]) =>
  guests.flatMap(({ familyName, visitor }) =>
    visitor.received
      .splice(0)
      .filter(({ head, bytes }) => search(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes])).length > 0)
      .map(({ method, path }) => `${familyName} at ${method} ${path.replace(/[?].*/, "")}`),
  )
const mailsWithIt = () => received.filter(({ raw }) => search(Buffer.from(raw, "latin1")).length > 0)

async function codeOf(email: string): Promise<string> {
  const mine = { OR: [{ bookerEmail: email }, { email, bookerEmail: null }] }
  const { id, codeGeneration } = await db.booking.findFirstOrThrow({ where: mine, orderBy: { createdAt: "desc" } })
  return deriveCode("booking", id, codeGeneration)
}

describe("where the meeting is", () => {
  it("is seen on the page of a booking with a confirmed seat, and nowhere else", async () => {
    const story = await asked()
    expect(seenBy(story.everybody)).toEqual([])
    // The log is of these requests.
    const numbers = story.everybody.map(({ visitor }) => String(visitor.page.headers["x-request-id"]))
    const pages = (await answered(story)).map(
      ({ familyName, locale, reference }) =>
        `${familyName} at GET ${locale === "de" ? "" : "/en"}/booking/${reference}`,
    )
    expect([...new Set(seenBy(story.everybody))].sort()).toEqual(pages.sort())
    expect(received.length).toBeGreaterThan(5)
    expect(mailsWithIt()).toEqual([])
    expect(numbers.filter((number) => !app.output().includes(number))).toEqual([])
    expect(app.output()).not.toContain(secret)
  })

  it("is found where it is planted in a mail", async () => {
    const mail = await db.mail.findFirstOrThrow({ where: { kind: "confirmed" } })
    const params = JSON.stringify(mail.params).replace(/"format":"[^"]*"/, `"format":"Runde in ${secret}"`)
    await db.mail.update({ where: { id: mail.id }, data: { params: JSON.parse(params) as object, state: "queued" } })
    await sendMail(mail.id)
    expect(mailsWithIt()).toHaveLength(1)
  })

  it("twin: without the condition on the seat who only asks would see it", async () => {
    const without = replaced("meeting_address", " AND x.state = 'confirmed'", " AND x.state <> 'released'")
    await renewOwnDatabase({ without })
    const isWell = async () => (await fetch(`${app.origin}/api/v1/sessions`)).status === 200
    await expect.poll(isWell, { timeout: 10_000, interval: 20 }).toBe(true)
    expect(seenBy((await asked({ looking: 1 })).everybody)).not.toEqual([])
  })
})
