import { describe, expect, it } from "vitest"
import { wishInput } from "@/lib/waitlist/schema"
import { type Band, bands, cellName, wishDays, wishesOf } from "@/lib/waitlist/rules"

const cells = wishDays.flatMap((day) => Object.keys(bands).map((band) => cellName(day, band as Band)))

describe("the table of wishes", () => {
  it("is read as days and times, bands that touch as one", () => {
    expect(wishesOf(["2_early", "2_morning", "4_evening"])).toEqual([
      { weekday: 2, from: "07:00", until: "12:00" },
      { weekday: 4, from: "17:00", until: "20:00" },
    ])
  })

  it("keeps apart what does not touch", () => {
    expect(wishesOf(["1_early", "1_evening"])).toEqual([
      { weekday: 1, from: "07:00", until: "09:00" },
      { weekday: 1, from: "17:00", until: "20:00" },
    ])
  })

  it("can be ticked all over, and what nobody drew counts for nothing", () => {
    expect(wishesOf(cells)).toHaveLength(5)
    for (const wish of wishesOf(cells)) expect(wishInput.safeParse(wish).success).toBe(true)
    expect(wishesOf(["6_early", "1_night", "__proto__", ""])).toEqual([])
  })
})
