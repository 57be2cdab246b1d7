import { groupBy } from "@/lib/group-by"
import { looksOf, type PicturedSeat, type Stay, usualProtection } from "@/lib/round/rules-picture"

type Protection = typeof usualProtection

/** A seat whose facts are those of `slot`: a correction is another slot of the same party. */
export type SlottedStay = Stay & { slot: string }

export const at = (minute: number) => new Date(Date.UTC(2027, 0, 11, 8, minute))
/** When the minute has been over for another. */
export const settled = (minute: number) => at(minute + 2)

/**
 * What happens in each minute, read from left to right: "+a" comes, "-a" leaves (or moves away), "a>b" is substituted by
 * somebody of another company, "a!" is corrected: the old one leaves, and the same comes with other facts.
 */
export function staysOf(minutes: string[]): SlottedStay[] {
  const stays: SlottedStay[] = []
  const come = (party: string, minute: number) => {
    const before = stays.filter((stay) => stay.party === party)
    stays.push({ party, slot: before.at(-1)?.slot ?? party, confirmedAt: at(minute), releasedAt: null })
  }
  const leave = (party: string, minute: number) => {
    const stay = stays.findLast((each) => each.party === party && each.releasedAt === null)
    if (!stay) throw new Error(`${party} is not there`)
    stay.releasedAt = at(minute)
  }
  for (const [minute, events] of minutes.entries())
    for (const event of events.split(" ")) {
      const [one, other] = event.replace(/[-+!]/, "").split(">") as [string, string?]
      if (!event.startsWith("+")) leave(one, minute)
      if (event.startsWith("+")) come(one, minute)
      if (other) come(other, minute)
      if (event.endsWith("!")) {
        come(one, minute)
        const stay = stays.at(-1) as SlottedStay
        stay.slot += "'"
      }
    }
  return stays
}

/** What the minutes of a history show, in a world in which each slot has these facts. */
export type Shows = (seats: PicturedSeat[], minute: number) => unknown

export type Facts = Pick<PicturedSeat, "industry" | "sizeBand">

/** What somebody comes to know of a person: who looks, at which minute, of whom, and how many others it is as true of. */
type Isolation = { watcher: string; minute: number; person: string; others: number }

/**
 * Whether somebody who sees everything that is shown, when it is shown, learns something of a person that they do not
 * learn in that moment of at least two others; the public has to learn it of three. Knowing is meant strictly: a fact
 * is ruled out where it is so in none of the worlds that would have shown the same. The watcher knows who came and left
 * when, and who came back; one of the round knows their own facts.
 */
export function isolation(stays: SlottedStay[], shows: Shows, alphabet: Facts[], minutes: number[]): Isolation | null {
  const slots = [...new Set(stays.map(({ slot }) => slot))]
  const partyOf = new Map(stays.map(({ slot, party }) => [slot, party]))
  const parties = slots.map((slot) => partyOf.get(slot) as string)
  const worlds = Array.from({ length: alphabet.length ** slots.length }, (_, index) =>
    slots.map((_, place) => Math.floor(index / alphabet.length ** place) % alphabet.length),
  )
  const traces = worlds.map((world) => {
    const facts = new Map(slots.map((slot, place) => [slot, alphabet[world[place] as number] as Facts]))
    const seats = stays.map((stay) => ({ ...stay, ...(facts.get(stay.slot) as Facts) }))
    return minutes.map((minute) => JSON.stringify(shows(seats, minute)))
  })
  const learn = (watcher: string, possible: number[], step: number, before: number[]): Isolation | null => {
    if (step === minutes.length) return null
    const ways = groupBy(possible, (index) => (traces[index] as string[])[step])
    for (const way of ways.values()) {
      const after = slots.map((_, place) => way.reduce((set, index) => set | (1 << (worlds[index]?.[place] ?? 0)), 0))
      const learnt = slots.map((_, place) => place).filter((place) => after[place] !== before[place])
      for (const place of learnt) {
        const alike = learnt.filter((other) => ((after[other] as number) & ~(after[place] as number)) === 0)
        const others = new Set(alike.map((other) => parties[other])).size - 1
        const person = slots[place] as string
        if (parties[place] !== watcher && others < (watcher === "public" ? 2 : 1))
          return { watcher, minute: minutes[step] as number, person, others }
      }
      const found = learn(watcher, way, step + 1, after)
      if (found) return found
    }
    return null
  }
  const everything = (1 << alphabet.length) - 1
  for (const watcher of ["public", ...new Set(parties)]) {
    // Somebody knows their own facts from the beginning.
    const own = slots.map((_, place) => place).filter((place) => parties[place] === watcher)
    const kinds = groupBy(worlds.keys(), (index) => own.map((place) => worlds[index]?.[place]).join())
    for (const kind of kinds.values()) {
      const before = slots.map((_, place) =>
        own.includes(place) ? 1 << (worlds[kind[0] as number]?.[place] as number) : everything,
      )
      const found = learn(watcher, kind, 0, before)
      if (found) return found
    }
  }
  return null
}

/** What of a history decides about all that can follow: who was looked at when, who is there, and what still stands. */
function situation(stays: SlottedStay[], minute: number, protection: Protection) {
  const looks = looksOf(stays, settled(minute), protection).flat()
  const parties = [...groupBy(stays, ({ party }) => party)].map(([party, own]) => {
    const here = own.at(-1)?.releasedAt === null
    const seen = looks.map(({ seen, remaining }) => {
      const slot = seen.find((stay) => stay.party === party)?.slot.replace(party, "+") ?? "-"
      return slot + remaining.some((stay) => stay.party === party)
    })
    return { party, here, seen: seen.join("/"), kind: [...seen, here, own.at(-1)?.slot.slice(1)].join() }
  })
  // What was left of each look when the others were made.
  const left = looks.map((look) => looksOf(stays, new Date((look.minute + 2) * 60_000), protection).flat())
  const standing = left.map((then) => then.map(({ remaining }) => remaining.length >= protection.remaining))
  const key = (names: string[]) => [JSON.stringify(standing), ...names.sort()].join("|")
  return {
    ...{ parties, looks: looks.length, key: key(parties.map(({ kind }) => kind)) },
    /** Who was seen in which of the looks and remains of it, whatever they are called. */
    looksKey: key(parties.filter(({ seen }) => seen.includes("+")).map(({ seen }) => seen)),
  }
}

/**
 * Every history of at most so many events, one for each way in which people were looked at: arrivals, departures and
 * moves away, people who come back, substitutions and corrections, each in a minute of its own or several in one. Those
 * who cannot be told apart by anything that was or will be shown stand for each other.
 */
export function historiesWithLooks(mostEvents: number, protection = usualProtection): string[][] {
  const found = new Map<string, string[]>()
  let open = new Map<string, { minutes: string[]; spent: number }>([["", { minutes: [], spent: 0 }]])
  const reached = new Map<string, number>()
  while (open.size > 0) {
    const next = new Map<string, { minutes: string[]; spent: number }>()
    for (const { minutes, spent } of open.values()) {
      const { parties } = situation(staysOf(minutes), minutes.length, protection)
      for (const events of happenings(parties, mostEvents - spent)) {
        const history = { minutes: [...minutes, events.join(" ")], spent: spent + events.length }
        const { key, looks, looksKey } = situation(staysOf(history.minutes), history.minutes.length, protection)
        if ((reached.get(key) ?? Infinity) <= history.spent) continue
        reached.set(key, history.spent)
        next.set(key, history)
        if (looks > 0) found.set(looksKey, history.minutes)
      }
    }
    open = next
  }
  return [...found.values()]
}

type Present = { party: string; here: boolean; kind: string }

/** What can happen within one minute. */
function happenings(parties: Present[], most: number): string[][] {
  const lists: string[][] = []
  const kinds = [...groupBy(parties, ({ kind }) => kind).values()]
  const extend = (events: string[], from: number, count: number) => {
    if (events.length > 0) lists.push(events)
    if (events.length === most) return
    const newcomer = String.fromCharCode(97 + count)
    for (let index = from; index < kinds.length; index++)
      for (const { party, here } of (kinds[index] as Present[]).filter((each) => !isIn(events, each.party)).slice(0, 1))
        for (const event of here ? [`-${party}`, `${party}>${newcomer}`, `${party}!`] : [`+${party}`])
          extend([...events, event], index, count + (event.includes(">") ? 1 : 0))
    // Those who are new come last, so that each list is made once.
    for (let some = 1; events.length + some <= most; some++) {
      const newcomers = Array.from({ length: some }, (_, index) => `+${String.fromCharCode(97 + count + index)}`)
      lists.push([...events, ...newcomers])
    }
  }
  if (most > 0) extend([], 0, parties.length)
  return lists
}

const isIn = (events: string[], party: string): boolean => events.some((event) => event.includes(party))
