import type { Tx } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"
import { companyDomain } from "./rules-companies"
import { type CompanyClaim, type KnownCompany, recognise } from "./rules-recognition"

/** The companies that these mailboxes' domains belong to, by domain. */
export async function findKnownCompanies(tx: Tx, emails: string[]): Promise<Map<string, KnownCompany>> {
  const domains = [...new Set(emails.flatMap((email) => companyDomain(email) ?? []))]
  const rows = await tx.$queryRaw<(KnownCompany & { domain: string })[]>`
    SELECT d.domain, c.id, c.group_id AS "groupId", c.name
      FROM company_domains d JOIN companies c ON c.id = d.company_id WHERE d.domain = ANY(${domains}::text[])`
  return new Map(rows.map(({ domain, ...company }) => [domain, company]))
}

/** What `claimColumns` reads. */
export type ClaimRow = {
  email: string
  companyName: string
  proven: boolean
  companyId: string | null
  groupId: string
  name: string
}

/**
 * What is read of somebody x who comes for a company (with the columns of a booking), c being the one that is settled. Only
 * what was proved with this very booking counts, by them or their assistant: that somebody has read a mailbox once says
 * nothing of who types its address now.
 */
export const claimColumns = Prisma.sql`
  x.email, x.company_name AS "companyName", c.id AS "companyId", c.group_id AS "groupId", c.name,
  x.company_proven AS proven`

export const asClaim = ({ email, companyName, proven, companyId, groupId, name }: ClaimRow): CompanyClaim => ({
  ...{ email, companyName, proven },
  settled: companyId === null ? null : { id: companyId, groupId, name },
})

async function readClaim(tx: Tx, bookingId: string): Promise<CompanyClaim> {
  const [row] = await tx.$queryRaw<ClaimRow[]>`
    SELECT ${claimColumns}
      FROM bookings x LEFT JOIN companies c ON c.id = x.company_id WHERE x.id = ${bookingId}::uuid`
  if (!row) throw new Error(`no booking ${bookingId}`)
  return asClaim(row)
}

/**
 * Settles which company the person of a locked booking comes from, before its seat in a closed round is sure: a company
 * that is proved for the first time is one from now on, a group of its own. What is in doubt stays open, and its seat
 * stands for no company; the organizer says which it is (`assignCompany`).
 */
export async function settleCompany(tx: Tx, bookingId: string, now: Date): Promise<void> {
  const claim = await readClaim(tx, bookingId)
  const found = recognise(claim, await findKnownCompanies(tx, [claim.email]))
  if (claim.settled || !found.domain) return
  const companyId = found.companyId ?? (await createCompany(tx, found.name, found.domain, now))
  await tx.booking.update({ where: { id: bookingId }, data: { companyId }, select: { id: true } })
}

/** Somebody else may prove the same domain at this moment: then it is theirs, and ours was never there. */
async function createCompany(tx: Tx, name: string, domain: string, now: Date): Promise<string> {
  const id = await newCompany(tx, name, now)
  const { count } = await tx.companyDomain.createMany({
    data: { domain, companyId: id, createdAt: now },
    skipDuplicates: true,
  })
  if (count === 1) return id
  const { groupId } = await tx.company.delete({ where: { id }, select: { groupId: true } })
  await tx.companyGroup.delete({ where: { id: groupId } })
  return (await tx.companyDomain.findUniqueOrThrow({ where: { domain } })).companyId
}

/** A company in a group of its own, which is called like it. */
export async function newCompany(tx: Tx, name: string, now: Date): Promise<string> {
  const group = await tx.companyGroup.create({ data: { name, createdAt: now }, select: { id: true } })
  const data = { groupId: group.id, name, createdAt: now }
  return (await tx.company.create({ data, select: { id: true } })).id
}
