import type { SubstituteInput } from "@/lib/people/schema"
import { people, world } from "../support/world"

/** What a closed round asks of the company. */
export const ofCompany = { industry: "services", sizeBand: "from_50" } as const

/** Somebody of a company nobody knows yet; the name fits the domain. */
export const of = (name: string, company: string, domain: string): SubstituteInput => ({
  ...people.petra,
  ...{ givenName: name, familyName: "Test", company },
  ...ofCompany,
  email: `${name.toLowerCase()}@${domain}`,
})

/** The small world with two dates of a closed round, both empty. */
export async function closedWorld(options: { now?: Date } = {}) {
  const small = await world(options)
  const format = await small.format("closed", { admission: "reviewed", round: "closed" })
  const day = (date: string) => small.session(format, date)
  return {
    ...small,
    closedFormat: format,
    closedRound: await day("2027-01-28T08:30"),
    laterClosedRound: await day("2027-02-25T16:00"),
  }
}
