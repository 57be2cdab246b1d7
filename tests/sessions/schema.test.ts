import { describe, expect, it } from "vitest"
import { groupSessionInput, localTimeInput, meetingUrlInput, termsInput, timeZoneInput } from "@/lib/sessions/schema"
import { defaultSettings } from "@/lib/sessions/settings"
import { settingsInput } from "@/lib/sessions/schema"
import { line, paragraphs } from "@/lib/input"

const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

describe("a local time", () => {
  it.each(["2027-01-14T10:00", "2027-12-31T23:59"])("is %s", (text) => expect(accepts(localTimeInput, text)).toBe(true))
  it.each([
    "2027-01-14",
    "2027-01-14T10:00Z",
    "2027-01-14T10:00+01:00",
    "2027-01-14T10:00:30",
    "2027-02-30T10:00",
    "2027-01-14T24:00",
    "morgen",
    "",
    5,
  ])("is not %s", (text) => expect(accepts(localTimeInput, text)).toBe(false))
})

describe("a time zone", () => {
  it.each(["Europe/Berlin", "Asia/Kathmandu", "UTC"])("is %s", (zone) =>
    expect(accepts(timeZoneInput, zone)).toBe(true),
  )
  it.each(["", "+01:00", "Europe/Atlantis", "Berlin\u0000"])("is not %j", (zone) =>
    expect(accepts(timeZoneInput, zone)).toBe(false),
  )
})

describe("terms", () => {
  const step = (daysBefore: number, percent: number) => ({ daysBefore, percent })
  it("come in steps that draw nearer", () => {
    const terms = (...steps: object[]) => ({ steps, finalPercent: 100, waivedWhenRefilled: true })
    expect(accepts(termsInput, terms(step(14, 0), step(3, 50)))).toBe(true)
    expect(accepts(termsInput, terms())).toBe(true)
    expect(accepts(termsInput, terms(step(3, 0), step(14, 50)))).toBe(false)
    expect(accepts(termsInput, terms(step(3, 0), step(3, 50)))).toBe(false)
    expect(accepts(termsInput, terms(step(3, 101)))).toBe(false)
  })
})

describe("what people type", () => {
  it.each(["Petra Muster", "Ærø Ünal-O’Brien", "李 小龙", "👩‍💼 AG"])("may be %s", (text) =>
    expect(accepts(line(80), text)).toBe(true),
  )
  it.each([
    "",
    "   ",
    "a\r\nBcc: x@y.example",
    "a\u0000b",
    "a\u2028b",
    "\ud800",
    "x".repeat(81),
    5,
    null,
    { toString: "x" },
  ])("may not be %j", (text) => expect(accepts(line(80), text)).toBe(false))

  it("may have several lines where it is a text, with one kind of line end", () => {
    expect(paragraphs(80).parse(" a\r\nb\rc \n")).toBe("a\nb\nc")
    expect(accepts(paragraphs(80), "a\u0000")).toBe(false)
    expect(accepts(paragraphs(80), "\ud800")).toBe(false)
  })
})

it("the placeholders are settings", () => {
  expect(settingsInput.parse(defaultSettings)).toEqual(defaultSettings)
})

describe("the address of a meeting", () => {
  it.each(["https://meet.example/abc-defg-hij", "https://zoom.example/j/123?pwd=Ab"])("is %s", (url) =>
    expect(accepts(meetingUrlInput, url)).toBe(true),
  )
  it.each(["http://meet.example", "meet.example/abc", "javascript:alert(1)", "https://", "", "mailto:a@b.example"])(
    "is not %j",
    (url) => expect(accepts(meetingUrlInput, url)).toBe(false),
  )

  it("does not pass as the place of a session, which is public", () => {
    const { placeText } = groupSessionInput.shape
    expect(accepts(placeText, "Altes Kesselhaus, Musterstraße 12")).toBe(true)
    expect(accepts(placeText, "Zoom https://zoom.example/j/123")).toBe(false)
  })
})
