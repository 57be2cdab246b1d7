import { db } from "@/lib/db"
import type { SubstituteInput } from "@/lib/people/schema"
import { people, world } from "../support/world"

/** What a closed round asks of the company. */
export const ofCompany = { industry: "services", sizeBand: "from_50" } as const

/** What it asks of who comes from an open one. */
export const answers = { ...ofCompany, noSalesVersion: "test" }

/** Somebody of a company nobody knows yet; the name fits the domain. */
export const of = (name: string, company: string, domain: string): SubstituteInput => ({
  ...people.petra,
  ...{ givenName: name, familyName: "Test", company },
  ...ofCompany,
  email: `${name.toLowerCase()}@${domain}`,
})

/** The small world with two dates of a closed round, both empty. Who books there has said what it asks. */
export async function closedWorld(options: { now?: Date } = {}) {
  const small = await world(options)
  const format = await small.format("closed", { admission: "reviewed", round: "closed" })
  const day = (date: string) => small.session(format, date)
  const book: typeof small.book = async (participant, session, more) => {
    const asks = { id: session.id, format: { round: "closed" } } as const
    if ((await db.groupSession.count({ where: asks })) === 0) return small.book(participant, session, more)
    return small.book({ ...ofCompany, ...participant }, session, { noSalesVersion: "test", ...more })
  }
  return {
    ...small,
    book,
    closedFormat: format,
    closedRound: await day("2027-01-28T08:30"),
    laterClosedRound: await day("2027-02-25T16:00"),
  }
}
