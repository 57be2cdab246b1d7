import { industries, type Industry, type SizeBand, sizeBands } from "@/lib/people/schema"

/** Who was there from when to when, without what they are. */
export type Stay = {
  /** Whose facts they are: the company group, where there is one, else the person. Never shown. */
  party: string
  confirmedAt: Date
  releasedAt: Date | null
}

/** A seat that is or was confirmed, with what its company was when it was; null for people added by hand. */
export type PicturedSeat = Stay & { industry: Industry | null; sizeBand: SizeBand | null }

/** From the one to the other, both included. */
export type SizeRange = { from: SizeBand; to: SizeBand }

/** Who sits together, in bands and without a number; both lists in the order of their enum, never both empty. */
export type Picture = { industries: Industry[]; sizes: SizeRange[] }

/**
 * What keeps a picture from telling of one person (docs/decisions/0044): how many share a band before it is shown, how
 * many are new before the next look, and how many of those it tells of are still there. Only tests pass others.
 */
export const usualProtection = { sharing: 3, newcomers: 3, remaining: 3 }

/**
 * What is shown of a round before booking; null while that is nothing. A function of the history, so that it can be
 * worked out whenever somebody reads: all seats of the session that were ever confirmed, in any order.
 *
 * A band appears when a look finds three who share it, and stays until fewer than three are left of those whom that
 * look was at. So what comes is owed to three newcomers, and what goes, goes by comings and goings alone. It promises
 * that whatever can be learnt of one person from what is shown now and was shown before, is learnt of three in that
 * moment; one of the round, who knows their own facts, learns it of two others. It is one to two minutes behind.
 */
export function pictureOf(seats: PicturedSeat[], now: Date, protection = usualProtection): Picture | null {
  const told = seats.filter(({ industry, sizeBand }) => industry !== null && sizeBand !== null)
  const groups = looksOf(told, now, protection)
  const isShown = (is: (seat: PicturedSeat) => boolean) =>
    groups.some((looks) => {
      const first = looks.find(({ seen }) => seen.filter(is).length >= protection.sharing)
      return first !== undefined && first.remaining.length >= protection.remaining
    })
  const picture = {
    industries: industries.options.filter((each) => isShown(({ industry }) => industry === each)),
    sizes: joined(toldSizes.filter((bands) => isShown(({ sizeBand }) => bands.some((band) => band === sizeBand)))),
  }
  return picture.industries.length + picture.sizes.length > 0 ? picture : null
}

/**
 * The bands that are told. What is merged is settled beforehand: bands merged by who is there ("50–999, as neither half
 * has three") would say that somebody sits at either end.
 */
const toldSizes: SizeBand[][] = [["from_1"], ["from_50", "from_250"], ["from_1000"]]

/** Bands that touch are one range. */
function joined(bands: SizeBand[][]): SizeRange[] {
  const ranges: SizeRange[] = []
  for (const band of bands) {
    const [from, to] = [band[0], band.at(-1)] as [SizeBand, SizeBand]
    const last = ranges.at(-1)
    if (last && sizeBands.options.indexOf(last.to) + 1 === sizeBands.options.indexOf(from)) last.to = to
    else ranges.push({ from, to })
  }
  return ranges
}

/** A moment at which it was looked what a group has in common. */
export type Look<Seen> = {
  minute: number
  /** The group, one of each party, as they were when they joined it. */
  seen: Seen[]
  /** Those who have been there ever since. */
  remaining: Seen[]
}

/**
 * When it was looked, and at whom. A group is looked at whenever three have joined it; as soon as one of it leaves,
 * nobody joins it any more, and those who come are the next group. So nobody is ever told from a group by being left out
 * of its next look. Nobody joins twice: who comes back, and a substitute from the same company, is nobody new.
 *
 * Knows nobody's facts, so neither a look nor its end can tell of any. All of one minute happens at once, and a minute
 * counts when it has been over for another, since what is written in it can come to be seen later and in another order
 * (a transaction takes its time before it waits for the session, and lasts 15 seconds at most).
 * @returns the looks of each group
 */
export function looksOf<Seen extends Stay>(stays: Seen[], now: Date, protection = usualProtection): Look<Seen>[][] {
  const inOrder = stays.toSorted((a, b) => a.confirmedAt.getTime() - b.confirmedAt.getTime())
  const groups: Look<Seen>[][] = []
  const joined = new Set<string>()
  let group: Seen[] = []
  for (const minute of settledMinutes(stays, now)) {
    const present = inOrder.filter((stay) => minuteOf(stay.confirmedAt) <= minute && !hasLeft(stay, minute))
    const here = new Map(present.map((stay) => [stay.party, stay]))
    const isHere = ({ party }: Seen) => here.has(party)
    for (const look of groups.flat()) look.remaining = look.remaining.filter(isHere)
    if (!group.every(isHere)) group = []
    const newcomers = [...here.values()].filter(({ party }) => !joined.has(party))
    if (newcomers.length < protection.newcomers) continue
    if (group.length === 0) groups.push([])
    group = [...group, ...newcomers]
    for (const { party } of newcomers) joined.add(party)
    groups.at(-1)?.push({ minute, seen: group, remaining: group })
  }
  return groups
}

const minuteOf = (time: Date): number => Math.floor(time.getTime() / 60_000)

const hasLeft = ({ releasedAt }: Stay, minute: number): boolean => releasedAt !== null && minuteOf(releasedAt) <= minute

/** The minutes in which somebody came or left, in their order. */
function settledMinutes(stays: Stay[], now: Date): number[] {
  const times = stays.flatMap(({ confirmedAt, releasedAt }) => (releasedAt ? [confirmedAt, releasedAt] : [confirmedAt]))
  const minutes = new Set(times.map(minuteOf))
  return [...minutes].filter((minute) => minute < minuteOf(now) - 1).sort((a, b) => a - b)
}
