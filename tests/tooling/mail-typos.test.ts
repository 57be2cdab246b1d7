import { describe, expect, it } from "vitest"
import { suggestAddress } from "@/lib/mail-typos"

describe("a slip in an address", () => {
  it.each([
    ["petra@gmial.com", "gmail.com"],
    ["Petra@GMAI.com ", "gmail.com"],
    ["petra@gmail.co", "gmail.com"],
    ["petra@gmail.con", "gmail.com"],
    ["petra@t-onlin.de", "t-online.de"],
    ["petra@tonline.de", "t-online.de"],
    ["petra@wbe.de", "web.de"],
    ["petra@web.d", "web.de"],
    ["petra@gmx.dee", "gmx.de"],
    ["petra@outlok.de", "outlook.de"],
    ["petra@hotmial.com", "hotmail.com"],
  ])("%s is at %s", (typed, domain) => expect(suggestAddress(typed)).toBe(`petra@${domain}`))

  it.each([
    "gmail.com",
    "gmx.at",
    "bmw.de",
    "gmb.de",
    "wed.de",
    "siemens.com",
    "mail.de",
    "online.de",
    "gmx.com",
    "muster-anlagenbau.example",
  ])("%s is a house of its own", (domain) => expect(suggestAddress(`petra@${domain}`)).toBeNull())
  it.each(["", "petra", "petra@", "@gmial.com", "a@b@gmial.com", `${"x".repeat(5000)}@gmial.com`])(
    "%s does no harm",
    (typed) => {
      expect(() => suggestAddress(typed)).not.toThrow()
    },
  )
})
