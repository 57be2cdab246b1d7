import { getHolidays } from "feiertagejs"

/** The German states, by their letters in ISO 3166-2. */
export const regions = [
  ...(["BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV"] as const),
  ...(["NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH"] as const),
] as const
export type Region = (typeof regions)[number]

/** A holiday by its name in `messages/…/series.json`. */
export type Holiday = ReturnType<typeof getHolidays>[number]["name"]

const years = new Map<string, Map<string, Holiday>>()

/** The days of the public holidays of a year ("2027") in a state, or in all of Germany. */
export const holidaysOf = (year: string, region: Region | null): string[] =>
  getHolidays(year, region ?? "BUND").map(({ dateString }) => dateString)

/** The public holiday on a day ("2027-01-06") in a state; without one only those that are holidays in all of Germany. */
export function holidayOn(day: string, region: Region | null): Holiday | null {
  const year = day.slice(0, 4)
  const key = `${region ?? "BUND"} ${year}`
  let known = years.get(key)
  if (!known) {
    known = new Map(getHolidays(year, region ?? "BUND").map(({ dateString, name }) => [dateString, name]))
    years.set(key, known)
  }
  return known.get(day) ?? null
}
