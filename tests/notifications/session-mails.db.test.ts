import { addOwner, arrived, emptyInbox, entryOf, lastTo, seen } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { cancel, changeNow, moveTo } from "../support/change"
import { by, done, monday, world } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World

beforeEach(async () => {
  await emptyInbox()
  w = await world()
})

const [participant, organizer] = [by("participant", monday), by("organizer", monday)]

describe("a session", () => {
  it("that is cancelled tells everybody in it by themselves, in the organizer's words", async () => {
    await w.book(w.petra, w.januaryRound)
    await w.book(w.jonas, w.januaryRound, { booker: w.anke })
    await w.hold(w.karin, w.januaryRound)
    await arrived()
    done(await changeNow(w.januaryRound, cancel, organizer, { message: "Ich bin erkrankt." }))
    const subject = "Abgesagt: Termin am Do., 14.01.2027"
    expect(await arrived()).toEqual([`anke: ${subject}`, `jonas: ${subject}`, `petra: ${subject}`])
    expect(lastTo("petra").text).toContain("> Ich bin erkrankt.")
    expect(lastTo("petra").text).toContain("04.02.2027")
    expect(entryOf(lastTo("petra"))?.method).toBe("CANCEL")
    expect(lastTo("petra").text).not.toMatch(/Jonas|Beispiel & Söhne|Anke/)
  })

  it("that moves leaves seats where they are and says how to leave", async () => {
    await w.book(w.petra, w.januaryRound)
    await arrived()
    done(await changeNow(w.januaryRound, moveTo("2027-01-14T14:00"), organizer))
    expect(await arrived()).toEqual(["petra: Verschoben: Do., 14.01.2027, 10:00 Uhr → 14:00 Uhr"])
    expect(entryOf(lastTo("petra"))).toMatchObject({
      method: "REQUEST",
      sequence: 1,
      start: new Date("2027-01-14T13:00:00Z"),
    })
    expect(lastTo("petra").text).toMatch(
      /Umbuchen\n\S+\/open\/[\w-]{56}\?to=rebook\n\nPlatz freigeben\n\S+\?to=release/,
    )
  })

  it("that is held in another language tells everybody; seats, minimum and host are nobody's matter", async () => {
    await w.book(w.petra, w.januaryRound)
    await arrived()
    const quiet = { kind: "edit", capacity: 12, minimum: 2, placeText: "Zoom" } as const
    done(await changeNow(w.januaryRound, quiet, organizer))
    expect(await arrived()).toEqual([])
    const loud = { kind: "edit", language: "en", placeText: "Teams" } as const
    done(await changeNow(w.januaryRound, loud, organizer, { message: "Zwei Gäste sprechen nur Englisch." }))
    expect(await arrived()).toEqual(["petra: Neue Sprache: Do., 14.01.2027"])
    expect(lastTo("petra").text).toContain("dieser Termin findet jetzt auf Englisch statt")
    expect(lastTo("petra").text).toContain("> Zwei Gäste sprechen nur Englisch.")
    expect(entryOf(lastTo("petra"))).toBeNull()
  })

  it("that changes in several ways says so in one mail", async () => {
    await db.format.update({ where: { id: w.formats.instant }, data: { place: "on_site" } })
    await w.book(w.petra, w.januaryRound)
    await arrived()
    const all = { kind: "edit", localStart: "2027-01-21T10:00", placeText: "Rathaus", language: "en" } as const
    done(await changeNow(w.januaryRound, all, organizer))
    expect(await arrived()).toEqual(["petra: Verschoben: 14.01. → 21.01.2027"])
    const text = lastTo("petra").text?.replace(/\s+/g, " ")
    expect(text).toContain("der Termin ist verschoben. Auch der Ort ist neu. Er findet jetzt auf Englisch statt.")
    expect(text).toContain("Rathaus")
    expect(entryOf(lastTo("petra"))).toMatchObject({ method: "REQUEST", start: new Date("2027-01-21T09:00:00Z") })
  })

  it("of an on-site format tells a new place, an online one does not", async () => {
    await w.book(w.petra, w.januaryRound)
    await arrived()
    done(await changeNow(w.januaryRound, { kind: "edit", placeText: "Zoom" }, organizer))
    expect(await arrived()).toEqual([])
    await db.format.updateMany({
      where: { groupSessions: { some: { id: w.januaryRound.id } } },
      data: { place: "on_site" },
    })
    done(
      await changeNow(
        w.januaryRound,
        { kind: "edit", placeText: "Haus der Wirtschaft, Musterstadt", minimum: 2 },
        organizer,
      ),
    )
    expect(await arrived()).toEqual(["petra: Neuer Ort: Do., 14.01.2027"])
    expect(lastTo("petra").text).toContain("Haus der Wirtschaft")
  })
})

describe("the team", () => {
  it("is told of a request, of a release and of a full session, with a way to it", async () => {
    await addOwner()
    const small = await w.session(w.formats.reviewed, "2027-03-04T10:00", { capacity: 1 })
    const petra = await w.book(w.petra, small)
    expect(await arrived()).toEqual(
      expect.arrayContaining(["erika: Anfrage: Do., 04.03.2027", "erika: Ausgebucht: Do., 04.03.2027"]),
    )
    const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId: petra.bookingId } })
    const request = seen.find(({ mail }) => mail.subject?.startsWith("Anfrage"))
    expect(request?.mail.text).toContain(`/organizer/requests/${seatId}`)
    await w.answerAll()
    // Told once for each time it fills up.
    expect((await arrived()).filter((line) => line.startsWith("erika"))).toEqual([])
    done(await releaseSeat({ bookingId: petra.bookingId }, participant))
    expect(await arrived()).toContain("erika: Freigegeben: Do., 04.03.2027")
    expect(lastTo("erika").text).toContain(w.petra.email)
  })

  it("is told when there is nothing left to decide", async () => {
    await addOwner()
    const [petra, jonas] = [await w.book(w.petra, w.reviewedRound), await w.book(w.jonas, w.reviewedRound)]
    await arrived()
    const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId: jonas.bookingId } })
    done(await decideSeat({ seatId, decision: "decline" }, organizer))
    done(await releaseSeat({ bookingId: petra.bookingId }, participant))
    done(await releaseSeat({ bookingId: jonas.bookingId }, participant))
    expect((await arrived()).filter((line) => line.startsWith("erika"))).toEqual([
      "erika: Zurückgenommen: Di., 26.01.2027",
    ])
  })

  it("is told of a seat that nobody had to decide about, and of a decided one only once", async () => {
    await addOwner()
    const petra = await w.book(w.petra, w.januaryRound)
    expect(await arrived()).toContain("erika: Gebucht: Do., 14.01.2027")
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.februaryRound.id }, participant))
    expect(await arrived()).toContain("erika: Umgebucht: Do., 04.02.2027")
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.laterReviewedRound.id }, participant))
    expect((await arrived()).filter((line) => line.startsWith("erika"))).toEqual(["erika: Umbuchung: Do., 11.02.2027"])
    await w.answerAll()
    expect((await arrived()).filter((line) => line.startsWith("erika"))).toEqual([])
  })

  it("is left alone where it has asked for that, and hosts are never mailed", async () => {
    await addOwner("none")
    await db.teamMember.create({ data: { email: "hanna.host@runde.example", name: "Hanna Host", role: "host" } })
    await w.book(w.petra, w.reviewedRound)
    expect((await arrived()).filter((line) => !line.startsWith("petra"))).toEqual([])
  })
})
