import { type By, recordActivity, system } from "@/lib/activity"
import { transaction } from "@/lib/db"
import type { FormatInput } from "./schema"

/** Creates what can be offered; where the slug is taken it gets a number. @returns the format's id */
export async function createFormat(input: FormatInput, by: By = { actor: system }): Promise<string> {
  return transaction(async (tx, now) => {
    for (let number = 1; ; number++) {
      const slug = number === 1 ? input.slug : `${input.slug}-${number}`
      const data = [{ ...input, slug, createdAt: now }]
      const [created] = await tx.format.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
      if (!created) continue
      await recordActivity(tx, "format.created", { actor: by.actor, detail: { formatId: created.id }, at: now })
      return created.id
    }
  }, by)
}
