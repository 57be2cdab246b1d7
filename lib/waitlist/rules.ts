import type { Wish } from "./schema"

/** From six hours before the start on nothing is offered any more (`offer_seats`): who comes first has what is free. */
export const offersEnd = (startsAt: Date): Date => new Date(startsAt.getTime() - 6 * 3_600_000)

/** When a day can be asked for, by the clock of the session: each from inclusive, until exclusive. */
export const bands = {
  early: ["07:00", "09:00"],
  morning: ["09:00", "12:00"],
  afternoon: ["12:00", "17:00"],
  evening: ["17:00", "20:00"],
} as const
export type Band = keyof typeof bands

/** ISO 8601: 1 is Monday. Sessions among businesses are on working days. */
export const wishDays = [1, 2, 3, 4, 5] as const

/** What a cell of the table of wishes is called in a form: "1_early". */
export const cellName = (weekday: number, band: Band): string => `${weekday}_${band}`

/** The ticked cells as wishes; bands of one day that touch are one. */
export function wishesOf(ticked: string[]): Wish[] {
  const names = Object.keys(bands) as Band[]
  return wishDays.flatMap((weekday) =>
    names
      .filter((band) => ticked.includes(cellName(weekday, band)))
      .reduce<Wish[]>((wishes, band) => {
        const [from, until] = bands[band]
        const last = wishes.at(-1)
        return last?.until === from
          ? [...wishes.slice(0, -1), { ...last, until }]
          : [...wishes, { weekday, from, until }]
      }, []),
  )
}
