import { describe, expect, it } from "vitest"
import { fillText, findFault } from "@/lib/notifications/rules-texts"

const faultOf = (text: string, part: "subject" | "opening" = "opening") => {
  const found = findFault(text, "confirmed", part)
  return found && `${found.fault} ${found.position}${found.name && ` ${found.name}`}`
}

describe("a text of the house", () => {
  it.each([
    ["Guten Morgen {name}, bis {date}.", null],
    ["100 % & <b>fett</b> ist Text", null],
    ["Don't worry, it's fine", null],
    ["{unbekannt} und {name}", "text_unknown 1 unbekannt"],
    ["Hallo {Name}", "text_unknown 7 Name"],
    ["Hallo {until}", "text_unknown 7 until"],
    ["Hallo {constructor}", "text_unknown 7 constructor"],
    ["Hallo {name, select, other {x}}", "text_unknown 7 name, select, other {x}"],
    ["Hallo '{name}'", "text_broken 7"],
  ])("%s", (text, fault) => expect(faultOf(text)).toBe(fault))

  it.each([
    "Hallo {name",
    "Hallo {",
    "Hallo {}",
    "Hallo }",
    "{{name}}",
    "{ma tch}",
    "{date, date}",
    "{n, plural, one {x}}",
    "#{name",
  ])("%s has a bracket that is no placeholder, or one that is none of ours", (text) =>
    expect(faultOf(text)).toMatch(/^text_(broken|unknown) \d+/),
  )

  it("is one line of dates where it is a subject", () => {
    expect(faultOf("Ihr Platz am {date}", "subject")).toBeNull()
    expect(faultOf("Platz für {name}", "subject")).toBe("text_unknown 11 name")
    expect(faultOf("{format} am {date}", "subject")).toBe("text_unknown 1 format")
    expect(faultOf("Platz\r\nBcc: eve@evil.example", "subject")).toBe("text_one_line 6")
    expect(faultOf("Platz\u2028Bcc: eve", "subject")).toBe("text_characters 6")
    expect(faultOf("Platz\u0000", "subject")).toBe("text_characters 6")
    expect(faultOf("x".repeat(121), "subject")).toBe("text_too_long 121")
  })

  it("fills what is there and stays out where something is missing", () => {
    expect(fillText("am {date}: {name}", { date: "Do.", name: "P {date}" })).toBe("am Do.: P {date}")
    expect(fillText("am {date}", {})).toBeNull()
    expect(fillText("am {date", { date: "Do." })).toBeNull()
  })
})
