import { describe, expect, it } from "vitest"
import { sharedTimes, type WishedTime } from "@/lib/waitlist/rules-wishes"

const wish = (name: string, weekday: number, from: string, until: string, more: Partial<WishedTime> = {}) => ({
  ...{ formatId: "group", language: "de" as const, weekday, from, until },
  ...{ person: { participantId: name, name, company: "" }, ...more },
})
const said = (wishes: WishedTime[]) =>
  sharedTimes(wishes).flatMap(({ times }) =>
    times.map(
      ({ weekday, from, until, people }) => `${people.map(({ name }) => name).join("")} ${weekday} ${from}-${until}`,
    ),
  )

describe("the times that gather people", () => {
  it("begin where the last of them can, and end where the first of them cannot any more", () => {
    expect(
      said([wish("a", 2, "08:00", "11:00"), wish("b", 2, "08:30", "12:00"), wish("c", 2, "10:00", "10:30")]),
    ).toEqual(["abc 2 10:00-10:30"])
  })

  it("are those with the most people first, then by day and hour", () => {
    const wishes = [
      wish("a", 4, "08:00", "12:00"),
      wish("b", 2, "08:30", "10:00"),
      wish("a", 2, "08:00", "10:00"),
      wish("c", 4, "16:00", "18:00"),
      wish("d", 1, "16:00", "18:00"),
    ]
    expect(said(wishes)).toEqual(["ba 2 08:30-10:00", "d 1 16:00-18:00", "a 4 08:00-12:00", "c 4 16:00-18:00"])
  })

  it("end exclusive: who can until eleven does not begin at eleven", () => {
    expect(said([wish("a", 2, "09:00", "11:00"), wish("b", 2, "11:00", "12:00")])).toEqual([
      "a 2 09:00-11:00",
      "b 2 11:00-12:00",
    ])
  })

  it("count somebody who waits twice once", () => {
    expect(said([wish("a", 2, "08:00", "10:00"), wish("a", 2, "08:30", "12:00")])).toEqual(["a 2 08:00-10:00"])
  })

  it("are told by format and language, the largest first", () => {
    const wishes = [
      wish("a", 2, "08:00", "10:00", { language: "en" }),
      wish("b", 2, "08:00", "10:00"),
      wish("c", 2, "08:00", "10:00"),
    ]
    expect(sharedTimes(wishes).map(({ language, times }) => [language, times[0]?.people.length])).toEqual([
      ["de", 2],
      ["en", 1],
    ])
    expect(sharedTimes([])).toEqual([])
  })

  it("gather as many as there are at any minute of the week", () => {
    const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
    const clock = (minute: number) =>
      `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    for (let run = 0; run < 40; run++) {
      const wishes = Array.from({ length: 12 }, (_, index) => {
        const from = 420 + random(40) * 15
        return wish(String(index % 8), 1 + random(3), clock(from), clock(from + 15 + random(20) * 15))
      })
      let most = 0
      for (let weekday = 1; weekday <= 7; weekday++)
        for (let minute = 0; minute < 1440; minute++) {
          const could = wishes.filter(
            (each) => each.weekday === weekday && minutes(each.from) <= minute && minute < minutes(each.until),
          )
          most = Math.max(most, new Set(could.map(({ person }) => person.name)).size)
        }
      expect(sharedTimes(wishes)[0]?.times[0]?.people).toHaveLength(most)
    }
  })
})
