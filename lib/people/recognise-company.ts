import type { Tx } from "@/lib/db"
import { companyDomain } from "./rules-companies"
import { normaliseCompany } from "./rules-company-names"
import { type CompanyClaim, type KnownCompany, recognise } from "./rules-recognition"

/** The companies that these mailboxes' domains belong to, by domain. */
export async function findKnownCompanies(tx: Tx, emails: string[]): Promise<Map<string, KnownCompany>> {
  const domains = [...new Set(emails.flatMap((email) => companyDomain(email) ?? []))]
  const rows = await tx.$queryRaw<(KnownCompany & { domain: string })[]>`
    SELECT d.domain, c.id, c.group_id AS "groupId", c.name
      FROM company_domains d JOIN companies c ON c.id = d.company_id WHERE d.domain = ANY(${domains}::text[])`
  return new Map(rows.map(({ domain, ...company }) => [domain, company]))
}

/** What the person of a booking says of their company, and whether they or their assistant have proved it. */
async function readClaim(tx: Tx, bookingId: string): Promise<CompanyClaim> {
  const [row] = await tx.$queryRaw<
    { email: string; companyName: string; proven: boolean; id: string | null; groupId: string; name: string }[]
  >`
    SELECT b.email, b.company_name AS "companyName", c.id, c.group_id AS "groupId", c.name,
           b.company_proven OR EXISTS (SELECT FROM participants p WHERE p.email = b.email AND p.email_verified_at IS NOT NULL) AS proven
      FROM bookings b LEFT JOIN companies c ON c.id = b.company_id WHERE b.id = ${bookingId}::uuid`
  if (!row) throw new Error(`no booking ${bookingId}`)
  const { id, groupId, name, ...said } = row
  return { ...said, settled: id === null ? null : { id, groupId, name } }
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
  const data = { groupId: group.id, name, nameForm: normaliseCompany(name), createdAt: now }
  return (await tx.company.create({ data, select: { id: true } })).id
}
