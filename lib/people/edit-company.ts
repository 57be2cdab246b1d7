import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/** What a company and its group are called. Which group it is stays. */
export async function editCompany(
  input: { companyId: string; name: string; groupName: string },
  by: By,
): Promise<Outcome<object, "not_found">> {
  return transaction(async (tx, now) => {
    const { companyId: id, name, groupName } = input
    const company = await tx.company.findUnique({ where: { id } })
    if (!company) return refuse("not_found")
    await tx.company.update({ where: { id }, data: { name } })
    await tx.companyGroup.update({ where: { id: company.groupId }, data: { name: groupName } })
    await recordActivity(tx, "company.edited", { actor: by.actor, detail: { companyId: id }, at: now })
    return { ok: true as const }
  }, by)
}
