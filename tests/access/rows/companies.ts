import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import type { Cast } from "../cast"
import type { Row, Rows } from "../row"
import { running } from "../viewers"

type Kept = Awaited<ReturnType<Cast["company"]>>

/** Something done with a company that is new. */
const company = (
  fields: (given: Kept & { cast: Cast }) => Record<string, string> | Promise<Record<string, string>>,
): Row => ({
  may: running,
  call: async (cast) => {
    const kept = await cast.company()
    const page = `/organizer/people/companies/${kept.companyId}`
    return { page, fields: await fields({ ...kept, cast }) }
  },
})

const another = async ({ groupId, cast }: Kept & { cast: Cast }) => {
  const { groupId: otherId } = await cast.company()
  return { groupId, otherId }
}

/** What the desk does with companies. */
export const companies: Rows = {
  "companies/actions.ts editCompanyAction": company(({ companyId }) => ({
    ...{ companyId, name: "Eigen AG", groupName: "Eigen" },
  })),
  "companies/actions.ts addDomainAction": company(({ companyId }) => ({
    ...{ companyId, domain: `eigen-${randomUUID().slice(0, 8)}.example` },
  })),
  "companies/actions.ts removeDomainAction": company(async ({ companyId }) => {
    const domain = `eigen-${randomUUID().slice(0, 8)}.example`
    await db.companyDomain.create({ data: { domain, companyId } })
    return { companyId, domain }
  }),
  "companies/actions.ts regroupAction": company(async ({ companyId, cast }) => ({
    ...{ companyId, groupId: (await cast.company()).groupId },
  })),
  "companies/actions.ts addConflictAction": company(async (given) => ({
    companyId: given.companyId,
    ...(await another(given)),
  })),
  "companies/actions.ts removeConflictAction": company(async (given) => {
    const pair = await another(given)
    const [groupId, otherId] = [pair.groupId, pair.otherId].sort() as [string, string]
    await db.companyConflict.create({ data: { groupId, otherId, addedAt: new Date() } })
    return { companyId: given.companyId, ...pair }
  }),
  "companies/actions.ts assignCompanyAction": {
    may: running,
    call: async ({ world, companyId, closed }) => {
      // Nobody can say which company it is: the form is there.
      const person = { ...world.karin, email: `karin.${randomUUID().slice(0, 8)}@gmail.com` }
      const { bookingId } = await world.book(person, closed, { now: new Date() })
      return { page: "/organizer/people/companies", fields: { bookingId, company: companyId } }
    },
  },
}
