import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { looksOf, type Picture, pictureOf, type PicturedSeat, usualProtection } from "@/lib/round/rules-picture"
import { industries, type Industry, type SizeBand, sizeBands } from "@/lib/people/schema"
import { at, type Facts, historiesWithLooks, isolation, settled, type Shows, staysOf } from "./histories"

const [m, t, h] = ["manufacturing", "trade", "health"] as const
const kinds: Facts[] = [m, t, h].map((industry) => ({ industry, sizeBand: "from_1" }))
const sizes: Facts[] = (["from_1", "from_50", "from_1000"] as const).map((sizeBand) => ({ industry: t, sizeBand }))

/** The people of a history, who do this and are that large; all the same where one is named. */
const seatsOf = (minutes: string[], does: Industry[] | Industry, large: SizeBand[] | SizeBand): PicturedSeat[] =>
  staysOf(minutes).map((stay) => {
    const place = stay.party.charCodeAt(0) - 97
    const of = <Fact>(facts: Fact[] | Fact) => (Array.isArray(facts) ? (facts[place] as Fact) : facts)
    return { ...stay, industry: of(does), sizeBand: of(large) }
  })
const shown = (seats: PicturedSeat[], minute: number) => pictureOf(seats, settled(minute))
const industriesAt = (seats: PicturedSeat[], minute: number) => shown(seats, minute)?.industries ?? []

const usual: Shows = (seats, minute) => pictureOf(seats, settled(minute))
const withProtection =
  (protection: Partial<typeof usualProtection>): Shows =>
  (seats, minute) =>
    pictureOf(seats, settled(minute), { ...usualProtection, ...protection })

/** Whom a history isolates, over all its minutes. */
const isolates = (minutes: string[], shows: Shows, alphabet: Facts[] = kinds) =>
  isolation(staysOf(minutes), shows, alphabet, [...minutes.keys()])

describe("the picture of a round", () => {
  it("shows what at least three share, in a fixed order and without a number", () => {
    const seats = seatsOf(["+a +b +c +d +e +f +g"], [t, t, m, m, t, m, h], "from_50")
    expect(shown(seats, 0)).toEqual({ industries: [m, t], sizes: [{ from: "from_50", to: "from_250" }] })
    expect(shown(seats.toReversed(), 0)).toEqual(shown(seats, 0))
    expect(shown(seatsOf(["+a +b"], m, "from_1"), 0)).toBeNull()
    expect(shown(seatsOf(["+a +b +c"], [m, t, h], ["from_1", "from_50", "from_1000"]), 0)).toBeNull()
  })

  it("makes one range of bands that touch, and two of those that do not", () => {
    const of = (...bands: SizeBand[]) => shown(seatsOf(["+a +b +c +d +e +f"], m, bands), 0)?.sizes
    const [s, l, xl] = ["from_1", "from_250", "from_1000"] as const
    expect(of(s, s, s, l, l, "from_50")).toEqual([{ from: s, to: l }])
    expect(of(s, s, s, xl, xl, xl)).toEqual([
      { from: s, to: s },
      { from: xl, to: xl },
    ])
  })

  it("waits for three more", () => {
    const seats = seatsOf(["+a +b +c", "+d", "+e", "+f"], [m, m, t, m, m, h], "from_1")
    expect([0, 1, 2, 3].map((minute) => industriesAt(seats, minute))).toEqual([[], [], [], [m]])
  })

  it("does not change because somebody left, and vanishes below three", () => {
    const seats = seatsOf(["+a +b +c +d +e", "-a", "-b", "-c"], [m, m, m, t, t], "from_1")
    expect([0, 1, 2, 3].map((minute) => industriesAt(seats, minute))).toEqual([[m], [m], [m], []])
    expect(shown(seats, 3)).toBeNull()
  })

  it("looks at those who come after a departure among themselves", () => {
    const seats = seatsOf(["+a +b +c +d", "-a", "+e +f", "+g"], [m, t, t, m, t, h, h], "from_1")
    expect([0, 1, 2, 3].map((minute) => industriesAt(seats, minute))).toEqual([[], [], [], []])
    const alike = seats.map((seat) => (seat.confirmedAt > at(0) ? { ...seat, industry: h } : seat))
    expect(industriesAt(alike, 3)).toEqual([h])
  })

  it("takes a substitute and a correction within the company for nothing new", () => {
    const before = seatsOf(["+a +b +c", "a!"], m, "from_1")
    expect(industriesAt(before, 1)).toEqual([m])
    const corrected = before.map((seat, index) => (index === 3 ? { ...seat, industry: t } : seat))
    expect(industriesAt(corrected, 1)).toEqual([m])
  })

  it("does not count who came back, nor who was added by hand", () => {
    const back = seatsOf(["+a +b +c", "-a", "+a", "+d", "+e", "+f"], m, "from_1")
    expect([1, 2, 3, 4, 5].map((minute) => industriesAt(back, minute))).toEqual([[], [], [], [], [m]])
    const hand = seatsOf(["+a +b +c"], m, "from_1").map((seat, index) => (index ? seat : { ...seat, sizeBand: null }))
    expect(shown(hand, 0)).toBeNull()
  })

  it("counts a company once, however many of its people come", () => {
    const colleagues = seatsOf(["+a +b +c"], m, "from_1").map((seat) => ({ ...seat, party: "one" }))
    expect(shown(colleagues, 0)).toBeNull()
  })
})

/** All ways in which people can be looked at within so many events, and whom they isolate. */
const isolated = (events: number, alphabet: Facts[], protection = usualProtection) =>
  historiesWithLooks(events, protection).flatMap((minutes) => {
    const seen = new Set(
      looksOf(staysOf(minutes), settled(minutes.length), protection).flatMap((looks) =>
        looks.flatMap((look) => look.seen.map(({ slot }) => slot)),
      ),
    )
    // The facts of those who were never looked at are read by nothing.
    const stays = staysOf(minutes).filter(({ slot }) => seen.has(slot))
    const found = isolation(stays, withProtection(protection), alphabet, [...minutes.keys()])
    return found ? [{ minutes, found }] : []
  })

describe("nobody is isolated", () => {
  it("in any history of up to eight arrivals, departures, returns, substitutions and corrections", () => {
    expect(historiesWithLooks(8).length).toBeGreaterThan(200)
    expect(isolated(8, kinds.slice(0, 2))).toEqual([])
  })

  it("where there are more bands than two, also by the sizes", () => {
    expect(isolated(7, kinds)).toEqual([])
    expect(isolated(7, sizes)).toEqual([])
  })

  it("by what is shown: no band follows from it that fewer than three are in", () => {
    expect(impliedByFew(usualSizes)).toEqual([])
    // Bands merged until three share them: two of 50–249 and one of 250–999 make "50–999".
    expect(impliedByFew(mergedAsNeeded)).not.toEqual([])
  })
})

const usualSizes = (bands: SizeBand[]) => shown(seatsOf([names(bands.length)], t, bands), 0)?.sizes ?? []

const mergedAsNeeded = (bands: SizeBand[]): Picture["sizes"] => {
  const all = sizeBands.options
  const ranges = all.flatMap((_, width) => all.slice(width).map((to, from) => ({ from: all[from] as SizeBand, to })))
  const within = ({ from, to }: Picture["sizes"][number]) => bands.filter((band) => isWithin(band, from, to)).length
  return ranges.filter((range) => within(range) >= 3).slice(0, 1)
}

const isWithin = (band: SizeBand, from: SizeBand, to: SizeBand) => {
  const [place, first, last] = [band, from, to].map((each) => sizeBands.options.indexOf(each)) as [
    number,
    number,
    number,
  ]
  return first <= place && place <= last
}

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `+${String.fromCharCode(97 + index)}`).join(" ")

/** Bands of which some sizes that are shown say that somebody is in them, though it may be one or two. */
function impliedByFew(show: (bands: SizeBand[]) => Picture["sizes"]): string[] {
  return [3, 4, 5, 6, 7, 8].flatMap((count) => {
    const least = new Map<string, number[]>()
    for (const bands of multisets(count)) {
      const sizes = JSON.stringify(show(bands))
      const counts = sizeBands.options.map((band) => bands.filter((each) => each === band).length)
      least.set(
        sizes,
        (least.get(sizes) ?? counts).map((so, index) => Math.min(so, counts[index] as number)),
      )
    }
    return [...least].flatMap(([sizes, counts]) =>
      sizes !== "[]" && counts.some((some) => some === 1 || some === 2) ? [`${count}: ${sizes} ${counts.join()}`] : [],
    )
  })
}

function multisets(count: number, from = 0): SizeBand[][] {
  if (count === 0) return [[]]
  return sizeBands.options.flatMap((band, index) =>
    index < from ? [] : multisets(count - 1, index).map((others) => [band, ...others]),
  )
}

describe("each protection is needed", () => {
  it("three newcomers: with two, one of them knows the other, and the public the two", () => {
    const two = withProtection({ newcomers: 2 })
    expect(isolates(["+a +b +c", "+d +e"], two)).toMatchObject({ watcher: "d", person: "e", others: 0 })
    expect(isolates(["+a +b +c +d", "+e +f"], two)).toMatchObject({ watcher: "public", person: "e", others: 1 })
    expect(isolates(["+a +b +c", "+d +e"], usual)).toBeNull()
    expect(isolated(5, kinds, { ...usualProtection, newcomers: 2 })).not.toEqual([])
  })

  it("waiting: looked at with each further arrival, the one who came is known", () => {
    const atOnce: Shows = (seats, minute) => bandsOf(seats, minute)
    expect(isolates(["+a +b +c", "+d"], atOnce)).toMatchObject({ watcher: "public", person: "d" })
    expect(isolates(["+a +b +c", "+d"], usual)).toBeNull()
  })

  it("not going because somebody left: a band that goes with its third is that person's", () => {
    const exact: Shows = (seats, minute) => {
      const present = bandsOf(seats, minute)
      return shown(seats, minute)?.industries.filter((each) => present.includes(each))
    }
    expect(isolates(["+a +b +c +d", "-a"], exact)).toMatchObject({ watcher: "public", person: "a", others: 0 })
    expect(isolates(["+a +b +c +d", "-a"], usual)).toBeNull()
  })

  it("closing a group when one leaves: the difference of two looks is else theirs", () => {
    const substituted = ["+a +b +c +d", "a>e +f +g"]
    const anew: Shows = (seats, minute) => bandsOf(seats, minute)
    // Nothing is taken away, and yet who sits in the second look finds out.
    const added: Shows = (seats, minute) => [...new Set([...bandsOf(seats, 0), ...bandsOf(seats, minute)])].sort()
    expect(isolates(substituted, anew)).toMatchObject({ watcher: "public", person: "a", others: 0 })
    expect(isolates(substituted, added)).toMatchObject({ watcher: "e", person: "a", others: 0 })
    expect(isolates(substituted, usual)).toBeNull()
  })

  it("that nobody joins twice: who is known already hides nobody", () => {
    const twice: Shows = (seats, minute) =>
      usual(
        seats.map((seat, index) => ({ ...seat, party: `${seat.party}${index}` })),
        minute,
      )
    const cameBack = ["+a +b +c", "-a", "+a +d +e"]
    expect(isolates(cameBack, twice)).toMatchObject({ watcher: "public", others: 1 })
    expect(isolates(cameBack, usual)).toBeNull()
  })

  it("that who was added by hand is not counted", () => {
    const byHand = (industry: Industry | null): Shows => {
      const seat = { party: "hand", confirmedAt: at(1), releasedAt: null, industry, sizeBand: "from_1" as const }
      return (seats, minute) => usual([...seats, seat], minute)
    }
    // Somebody of whom everybody knows what the organizer has put in their place.
    expect(isolates(["+a +b +c", "+d +e"], byHand("public_and_other"))).toMatchObject({ watcher: "d", person: "e" })
    expect(isolates(["+a +b +c", "+d +e"], byHand(null))).toBeNull()
  })

  it("three who share: two are one beside oneself", () => {
    const seats = seatsOf(["+a +b +c"], [m, m, t], "from_1")
    expect(withProtection({ sharing: 2 })(seats, 0)).toMatchObject({ industries: [m] })
    expect(industriesAt(seats, 0)).toEqual([])
  })

  it("vanishing: what was said of three is else said of the one who is left", () => {
    const seats = seatsOf(["+a +b +c", "-a -b"], m, "from_1")
    expect(withProtection({ remaining: 0 })(seats, 1)).toMatchObject({ industries: [m] })
    expect(shown(seats, 1)).toBeNull()
  })

  it("letting a minute settle: what is written late makes a look another one, for who has seen both", () => {
    // c was confirmed before d, and can be seen only after.
    const early = seatsOf(["+a +b", "+d"], [m, m, h, m], "from_1")
    const late: PicturedSeat = { ...(early[0] as PicturedSeat), party: "c", confirmedAt: at(0), industry: h }
    const [now, then] = [new Date(at(1).getTime() + 15_000), settled(1)]
    expect([early, [...early, late]].map((seats) => pictureOf(seats, now))).toEqual([null, null])
    expect(pictureOf(early, then)?.industries).toEqual([m])
    expect(pictureOf([...early, late], then)?.industries).toEqual([])
  })
})

/** What three of those share who are there. */
function bandsOf(seats: PicturedSeat[], minute: number): Industry[] {
  const here = seats.filter(
    ({ confirmedAt, releasedAt }) => confirmedAt <= at(minute) && (releasedAt === null || releasedAt > at(minute)),
  )
  return industries.options.filter((each) => here.filter(({ industry }) => industry === each).length >= 3)
}

const anySeat = fc
  .record({
    party: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    ...{ from: fc.nat(8), stay: fc.option(fc.integer({ min: 1, max: 6 })) },
    industry: fc.option(fc.constantFrom(m, t, h), { freq: 9 }),
    sizeBand: fc.option(fc.constantFrom(...sizeBands.options), { freq: 9 }),
  })
  .map(({ from, stay, ...seat }): PicturedSeat => ({
    ...{ ...seat, confirmedAt: at(from), releasedAt: stay === null ? null : at(from + stay) },
  }))

describe("over any history", () => {
  const minutes = Array.from({ length: 16 }, (_, minute) => minute)

  it("a band comes when somebody came, shared by three, and goes when somebody left, whatever they are", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anySeat, { selector: ({ party }) => party, maxLength: 8 }), (seats) => {
        const told = seats.filter(({ industry, sizeBand }) => industry && sizeBand)
        for (const minute of minutes) {
          const [before, after] = [industriesAt(seats, minute - 1), industriesAt(seats, minute)]
          const came = after.filter((each) => !before.includes(each))
          expect(bandsOf(told, minute)).toEqual(expect.arrayContaining(came))
          const times = (key: "confirmedAt" | "releasedAt") => told.map((seat) => seat[key]?.getTime())
          if (came.length > 0) expect(times("confirmedAt")).toContain(at(minute).getTime())
          if (before.some((each) => !after.includes(each))) expect(times("releasedAt")).toContain(at(minute).getTime())
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it("says nothing of the past that it did not say then, in whatever order it is read", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anySeat, { selector: ({ party }) => party, maxLength: 8 }),
        fc.nat(15),
        (seats, minute) => {
          const known = seats
            .filter(({ confirmedAt }) => confirmedAt <= at(minute))
            .map((seat) => ({
              ...seat,
              releasedAt: seat.releasedAt && seat.releasedAt > at(minute) ? null : seat.releasedAt,
            }))
          expect(shown(seats.toReversed(), minute)).toEqual(shown(known, minute))
        },
      ),
    )
  })

  it("tells the industries by the industries and the sizes by the sizes", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anySeat, { selector: ({ party }) => party, maxLength: 8 }), (seats) => {
        const same = (of: Partial<PicturedSeat>) =>
          seats.map((seat) => (seat.industry && seat.sizeBand ? { ...seat, ...of } : seat))
        for (const minute of minutes) {
          expect(industriesAt(same({ sizeBand: "from_1" }), minute)).toEqual(industriesAt(seats, minute))
          expect(shown(same({ industry: m }), minute)?.sizes ?? []).toEqual(shown(seats, minute)?.sizes ?? [])
        }
      }),
    )
  })
})
