import type { ParticipantInput } from "@/lib/people/schema"
import { people, world } from "../support/world"

/** Somebody of a company nobody knows yet; the name fits the domain. */
export const of = (name: string, company: string, domain: string): ParticipantInput => ({
  ...people.petra,
  ...{ givenName: name, familyName: "Test", company },
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
