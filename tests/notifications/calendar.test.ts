import ICAL from "ical.js"
import { describe, expect, it } from "vitest"
import { calendarLinks, calendarMessage, calendarUid } from "@/lib/notifications/calendar"

const entry = {
  ...{
    bookingId: "7c5f3f0e-98a8-4d0b-9a43-0d5b1f0f6c11",
    reference: "R-7KQ4-M2XB",
    sequence: 3,
    locale: "de" as const,
  },
  ...{
    startsAt: "2027-03-28T07:00:00.000Z",
    endsAt: "2027-03-28T08:30:00.000Z",
    place: "online" as const,
    placeText: null,
  },
  ...{ attendee: "Dr. Petra Muster", email: "petra.muster@muster-anlagenbau.example" },
  ...{
    organizer: { name: "Erika Beispiel", address: "kontakt@runde.example" },
    stamp: new Date("2026-12-07T08:00:00Z"),
  },
}

const read = (method: "REQUEST" | "CANCEL" | "PUBLISH", fields: Partial<typeof entry> = {}) => {
  const text = calendarMessage({ ...entry, ...fields, method })
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  const event = calendar.getFirstSubcomponent("vevent")!
  return { text, calendar, event, value: (name: string) => String(event.getFirstPropertyValue(name) ?? "") }
}

const attendeesIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getFirstSubcomponent("vevent")!
    .getAllProperties("attendee")
    .map((each) => String(each.getFirstValue()).toLowerCase())

describe("a calendar entry", () => {
  it("is at the right instant wherever this machine thinks it is", () => {
    const { text, event } = read("REQUEST")
    expect(text).toContain("DTSTART:20270328T070000Z")
    const start = event.getFirstPropertyValue("dtstart") as ICAL.Time
    expect(start.toJSDate().toISOString()).toBe(entry.startsAt)
    expect((event.getFirstPropertyValue("dtend") as ICAL.Time).toJSDate().toISOString()).toBe(entry.endsAt)
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true)
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/)
  })

  it("is discreet, private, and of nobody but the organizer and this person", () => {
    const { text, value } = read("REQUEST")
    expect(value("summary")).toBe("Externer Termin")
    expect(value("class")).toBe("PRIVATE")
    expect(attendeesIn(text)).toEqual([`mailto:${entry.email}`])
    expect(value("organizer")).toBe("mailto:kontakt@runde.example")
    expect(text).not.toMatch(/https?:|KI-|Session/)
  })

  it("is asked for, changed and cancelled under one UID with a rising SEQUENCE", () => {
    const asked = read("REQUEST", { sequence: 0 })
    const moved = read("REQUEST", { sequence: 1, startsAt: "2027-04-04T07:00:00.000Z" })
    const cancelled = read("CANCEL", { sequence: 2 })
    expect(new Set([asked, moved, cancelled].map(({ value }) => value("uid"))).size).toBe(1)
    expect([asked, moved, cancelled].map(({ value }) => value("sequence"))).toEqual(["0", "1", "2"])
    expect([asked, moved, cancelled].map(({ calendar }) => calendar.getFirstPropertyValue("method"))).toEqual([
      "REQUEST",
      "REQUEST",
      "CANCEL",
    ])
    expect([asked, moved, cancelled].map(({ value }) => value("status"))).toEqual([
      "CONFIRMED",
      "CONFIRMED",
      "CANCELLED",
    ])
  })

  it("has another UID in another person's calendar", () => {
    const uids = ["a@b.example", "b@b.example"].map((email) => calendarUid(entry.bookingId, email))
    expect(uids[0]).not.toBe(uids[1])
    expect(uids.join()).not.toContain("b.example")
  })

  it("names no attendee as a file, which PUBLISH does not know", () => {
    expect(read("PUBLISH").event.getAllProperties("attendee")).toEqual([])
  })

  it("keeps what people typed inside of its field", () => {
    const { calendar, event, value } = read("REQUEST", {
      attendee: 'P";X=1:\\n,;Muster',
      place: "on_site" as never,
      placeText: "Haus 1; Hof, links\\END:VEVENT" as never,
    })
    expect(calendar.getAllSubcomponents()).toHaveLength(1)
    expect(event.getAllProperties("attendee")).toHaveLength(1)
    expect(value("location")).toBe("Haus 1; Hof, links\\END:VEVENT")
  })
})

it("is called what the person chose, as a line that holds no other", () => {
  const title = "KI-Gruppen-Session, Runde\r\nATTENDEE:mailto:x@y.example"
  const { text, value } = read("REQUEST", { title } as object)
  expect(value("summary")).toContain("KI-Gruppen-Session, Runde")
  expect(attendeesIn(text)).toHaveLength(1)
  // The twin: as it was typed the same line would hold another.
  const typed = text.replace(/^SUMMARY:.*(\r\n .*)*/m, `SUMMARY:${title}`)
  expect(attendeesIn(typed)).toEqual(["mailto:x@y.example", `mailto:${entry.email}`])
  const times = { startsAt: new Date(entry.startsAt), endsAt: new Date(entry.endsAt) }
  const { google, outlook } = calendarLinks({ ...entry, ...times, title: "KI & Runde" })
  expect(new URL(google).searchParams.get("text")).toBe("KI & Runde")
  expect(new URL(outlook).searchParams.get("subject")).toBe("KI & Runde")
})

it("links to online calendars with the discreet title where nobody chose another", () => {
  const { google, outlook } = calendarLinks({
    ...entry,
    startsAt: new Date(entry.startsAt),
    endsAt: new Date(entry.endsAt),
  })
  expect(new URL(google).searchParams.get("dates")).toBe("20270328T070000Z/20270328T083000Z")
  expect(new URL(outlook).searchParams.get("startdt")).toBe(entry.startsAt)
  expect(decodeURIComponent(google + outlook)).not.toMatch(/Muster|KI|open\//)
})
