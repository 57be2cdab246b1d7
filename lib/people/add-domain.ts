import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { companyDomain } from "./rules-companies"

/**
 * From now on a mailbox of this domain proves this company. Refuses a domain where anybody can have a mailbox
 * (`domain_free_mail`) and one that is another company's (`domain_taken`). Adding it again has no effect.
 */
export async function addDomain(
  input: { companyId: string; domain: string },
  by: By,
): Promise<Outcome<object, "not_found" | "domain_free_mail" | "domain_taken">> {
  const domain = companyDomain(`x@${input.domain.trim().toLowerCase()}`)
  if (!domain) return refuse("domain_free_mail")
  return transaction(async (tx, now) => {
    const { companyId } = input
    if ((await tx.company.count({ where: { id: companyId } })) === 0) return refuse("not_found")
    const data = { domain, companyId, createdAt: now }
    const { count } = await tx.companyDomain.createMany({ data, skipDuplicates: true })
    const known = await tx.companyDomain.findUniqueOrThrow({ where: { domain } })
    if (known.companyId !== companyId) return refuse("domain_taken")
    if (count === 1)
      await recordActivity(tx, "company.domain_added", { actor: by.actor, detail: { companyId, domain }, at: now })
    return { ok: true as const }
  }, by)
}
