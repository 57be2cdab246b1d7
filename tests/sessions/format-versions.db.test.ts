import { beforeAll, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { findPromised } from "@/lib/bookings/queries-promise"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { listFormatVersions, readContent } from "@/lib/sessions/queries-formats"
import { type FormatEdit, formatEdit } from "@/lib/sessions/schema"
import { renewOwnDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { lockIn, pause, trigger } from "../support/twin"
import { by, code, done, minutesAfter, monday, people, world } from "../support/world"

let place: Awaited<ReturnType<typeof world>>
let erika: string

beforeAll(async () => {
  place = await world()
  const member = { email: "erika@runde.example", name: "Erika Beispiel", role: "owner" } as const
  erika = (await db.teamMember.create({ data: member })).id
})

/** Edits a format as Erika does, on what is saved. */
async function edit(formatId: string, change: Partial<FormatEdit>, now = monday) {
  const format = (await findFormat(formatId))!
  const whole = { ...formatEdit.parse(format), ...change }
  return editFormat({ formatId, revision: format.updatedAt, edit: whole }, by("organizer", now, erika))
}

const versionOf = async ({ bookingId }: { bookingId: string }) => {
  const seats = await db.seat.findMany({
    where: { bookingId },
    orderBy: { createdAt: "asc" },
    select: { formatVersion: { select: { version: true } } },
  })
  return seats.map(({ formatVersion }) => formatVersion.version)
}

describe("a format", () => {
  it("has a version for each change of what it offers, with when and who", async () => {
    const { priced } = place.formats
    expect(await edit(priced, { priceNetCents: 31_000 }, minutesAfter(monday, 1))).toMatchObject({ version: 2 })
    // Neither nothing nor its place in the list is a change of what is offered.
    expect(await edit(priced, { position: 7 }, minutesAfter(monday, 2))).toMatchObject({ version: 2 })
    expect(await edit(priced, {}, minutesAfter(monday, 3))).toMatchObject({ version: 2 })
    expect(await edit(priced, { priceNetCents: null }, minutesAfter(monday, 4))).toMatchObject({ version: 3 })
    const versions = await listFormatVersions(priced)
    expect(versions.map(({ version, byName, content }) => [version, byName, content.priceNetCents])).toEqual([
      [3, "Erika Beispiel", null],
      [2, "Erika Beispiel", 31_000],
      [1, null, 29_000],
    ])
    expect(versions[0]?.at).toEqual(minutesAfter(monday, 4))
    await edit(priced, { priceNetCents: 29_000 })
  })

  it("has one too when it is changed past the verbs, and its number cannot be chosen", async () => {
    const before = (await listFormatVersions(place.formats.instant)).length
    await db.format.update({ where: { id: place.formats.instant }, data: { lengthMinutes: 95, version: 40 } })
    const [newest] = await listFormatVersions(place.formats.instant)
    expect(newest).toMatchObject({ version: before + 1, byName: null, content: { lengthMinutes: 95 } })
    await db.format.update({ where: { id: place.formats.instant }, data: { lengthMinutes: 90 } })
  })

  it("keeps what it was: a version is neither changed nor taken away", async () => {
    const { id } = await db.formatVersion.findFirstOrThrow()
    const kept = /format_versions_kept/
    await expect(db.formatVersion.update({ where: { id }, data: { version: 9 } })).rejects.toThrow(kept)
    await expect(db.formatVersion.delete({ where: { id } })).rejects.toThrow(kept)
    await expect(db.$executeRaw`TRUNCATE format_versions CASCADE`).rejects.toThrow(/_kept/)
  })

  it("says why a closed round cannot admit at once", async () => {
    const refused = await edit(place.formats.instant, { round: "closed", admission: "instant" })
    expect(refused).toEqual({ ok: false, reason: "closed_is_reviewed" })
  })
})

describe("a booking", () => {
  it("keeps the version it was made under, through a substitute; a move takes the other's", async () => {
    const { januaryRound, februaryRound, formats, book, hold } = place
    const petra = await book(people.petra, januaryRound)
    const [first = 0] = await versionOf(petra)
    const karin = await hold(people.karin, februaryRound)
    const texts = structuredClone((await findFormat(formats.instant))!.texts)
    texts.de.forWhom = "Für andere."
    done(await edit(formats.instant, { texts }))

    const jonas = await book(people.jonas, januaryRound)
    expect(await versionOf(jonas)).toEqual([first + 1])
    done(
      await substituteParticipant({ bookingId: petra.bookingId, participant: people.paula }, by("participant", monday)),
    )
    expect(await versionOf(petra)).toEqual([first, first])
    expect(await findPromised(petra.bookingId, "de")).toMatchObject({
      changed: true,
      texts: { forWhom: "Für Entscheider:innen." },
    })
    expect(await findPromised(jonas.bookingId, "de")).toMatchObject({
      changed: false,
      texts: { forWhom: "Für andere." },
    })

    // Her hold runs out while the code is on its way: she still gets what she read.
    done(await verifyBooking({ bookingId: karin.bookingId, proof: code(karin) }, { now: minutesAfter(monday, 5) }))
    expect(await versionOf(karin)).toEqual([first])
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: februaryRound.id }, by("participant", monday)))
    expect(await versionOf(petra)).toEqual([first, first, first + 1])
    // Back again it is no longer what she once booked.
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: januaryRound.id }, by("participant", monday)))
    expect((await versionOf(petra)).at(-1)).toBe(first + 1)
    const counts = (await listFormatVersions(formats.instant)).slice(0, 2).map(({ bookings }) => bookings)
    expect(counts).toEqual([2, 1])
  })

  it("added by hand is of the present version, with its price", async () => {
    const { pricedRound, formats } = place
    done(await edit(formats.priced, { priceNetCents: 35_000 }))
    const input = {
      requestId: crypto.randomUUID(),
      sessionId: pricedRound.id,
      participant: people.thomas,
      locale: "de",
    } as const
    const added = done(await addByHand(input, by("organizer", monday, erika)))
    const booking = await db.booking.findUniqueOrThrow({ where: { id: added.bookingId } })
    expect(booking.priceNetCents).toBe(35_000)
    expect(await versionOf(added)).toEqual([(await findFormat(formats.priced))!.version])
  })

  it("cannot be put under another version", async () => {
    const [seat] = await db.seat.findMany({ take: 1 })
    const other = await db.formatVersion.findFirstOrThrow({ where: { id: { not: seat!.formatVersionId } } })
    const moved = db.seat.update({ where: { id: seat!.id }, data: { formatVersionId: other.id } })
    await expect(moved).rejects.toThrow(/seats_version_kept/)
  })
})

/** Books while the price changes, in the moment between the two things a hold writes. @returns price and version's price */
async function bookWhileThePriceChanges(without = "") {
  await renewOwnDatabase({ without: pause("INSERT", "bookings", 500) + without })
  const w = await world()
  const booked = w.book(people.karin, w.pricedRound)
  await untilPausing()
  const change = edit(w.formats.priced, { priceNetCents: 39_000 })
  const [{ bookingId }] = await Promise.all([booked, change])
  const { priceNetCents, seats } = await db.booking.findUniqueOrThrow({
    where: { id: bookingId },
    include: { seats: { include: { formatVersion: true } } },
  })
  return { agreed: priceNetCents, promised: readContent(seats[0]!.formatVersion.content).priceNetCents }
}

describe("a booking and a change of the price at once", () => {
  it("are of one moment", async () => {
    expect(await bookWhileThePriceChanges()).toEqual({ agreed: 29_000, promised: 29_000 })
  })

  it("twin: without the lock on the sessions they are not", async () => {
    expect(await bookWhileThePriceChanges(lockIn("lock_sessions"))).toEqual({ agreed: 29_000, promised: 39_000 })
  })
})

describe("the twins: without its protection", () => {
  it("a change of a format leaves no version", async () => {
    await renewOwnDatabase({ without: trigger("formats", "formats_keep_version") })
    // Nothing can even be booked then: a seat has nothing to name.
    await expect(world().then((w) => w.book(people.petra, w.januaryRound))).rejects.toThrow()
    expect(await db.formatVersion.count()).toBe(0)
  })

  it("a version can be rewritten and taken away", async () => {
    await renewOwnDatabase({ without: trigger("format_versions", "format_versions_kept") })
    const w = await world()
    await db.formatVersion.updateMany({ where: { formatId: w.formats.instant }, data: { content: {} } })
    expect((await db.formatVersion.findFirstOrThrow({ where: { formatId: w.formats.instant } })).content).toEqual({})
    await db.formatVersion.deleteMany({ where: { formatId: w.formats.instant } })
    expect(await db.formatVersion.count({ where: { formatId: w.formats.instant } })).toBe(0)
  })

  it("all versions can be taken away at once", async () => {
    // What hangs on them goes too.
    const kept = [
      trigger("format_versions", "format_versions_not_truncated"),
      "ALTER TABLE seats DISABLE TRIGGER USER",
      "ALTER TABLE ledger_entries DISABLE TRIGGER USER",
      "ALTER TABLE invoice_entries DISABLE TRIGGER USER",
      "ALTER TABLE bank_credits DISABLE TRIGGER USER",
    ]
    await renewOwnDatabase({ without: kept.join(";") })
    await world()
    await db.$executeRaw`TRUNCATE format_versions CASCADE`
    expect(await db.formatVersion.count()).toBe(0)
  })

  it("a seat can be put under another version", async () => {
    await renewOwnDatabase({
      without: `ALTER TABLE seats ALTER COLUMN format_version_id DROP NOT NULL; ${trigger("seats", "seats_note_format_version")}`,
    })
    const w = await world()
    const petra = await w.book(people.petra, w.januaryRound)
    const other = await db.formatVersion.findFirstOrThrow()
    await db.seat.updateMany({ where: { bookingId: petra.bookingId }, data: { formatVersionId: other.id } })
    expect(await db.seat.count({ where: { formatVersionId: other.id } })).toBe(1)
  })
})
