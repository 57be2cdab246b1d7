/** Of so many seats of which it is known who was there, so many were used. */
export type Shown = { attended: number; recorded: number }

/**
 * What is assumed before anybody has counted: three of four come, as if ten seats had shown it. Own counts outweigh it
 * from the eleventh seat on (docs/decisions/0028).
 */
export const assumed = { attended: 7.5, recorded: 10 }

/** The share of booked people who come, from own counts and what is assumed before them. */
export const showRate = ({ attended, recorded }: Shown): number =>
  (attended + assumed.attended) / (recorded + assumed.recorded)

/** From here on the own counts say more than what is assumed. */
export const restsOnCounts = ({ recorded }: Shown): boolean => recorded > assumed.recorded

/**
 * How probable it is that at least `minimum` of `booked` people come, each with `rate` and by themselves: the upper tail
 * of the binomial distribution, exact to the last digits of a number. It is summed person by person, of terms that are
 * never negative, so that nothing cancels out and no factorial overflows.
 */
export function atLeast(minimum: number, booked: number, rate: number): number {
  if (minimum <= 0) return 1
  if (minimum > booked) return 0
  // come[k]: so probable is it that k have come so far; the last is "enough", and stays that.
  const come = [1, ...Array<number>(minimum).fill(0)]
  for (let person = 0; person < booked; person++)
    for (let k = minimum; k >= 0; k--) {
      const stays = k === minimum ? come[k]! : come[k]! * (1 - rate)
      come[k] = stays + (k > 0 ? come[k - 1]! * rate : 0)
    }
  return come[minimum]!
}

/** How many have to be booked for that to be as probable as `sure`; null where even `most` are too few. */
export function bookedFor(sure: number, minimum: number, rate: number, most: number): number | null {
  for (let booked = minimum; booked <= most; booked++) if (atLeast(minimum, booked, rate) >= sure) return booked
  return null
}

/** What the organizer goes by when a session has to be decided. */
export type Chance = {
  booked: number
  minimum: number
  /** In whole percent that enough of those who are booked come; between 1 and 99 unless it is certain. */
  percent: number
  shown: Shown
  /** With so many booked it would be probable (`enough`), if there are seats for them. */
  needed: number | null
}

/** Nine of ten times. */
export const enough = 0.9

export function chanceOf(
  { booked, minimum, capacity }: { booked: number; minimum: number; capacity: number },
  shown: Shown,
): Chance {
  const rate = showRate(shown)
  const chance = atLeast(minimum, booked, rate)
  const percent = chance === 0 || chance === 1 ? chance * 100 : Math.min(99, Math.max(1, Math.round(chance * 100)))
  return { booked, minimum, percent, shown, needed: bookedFor(enough, minimum, rate, capacity) }
}
