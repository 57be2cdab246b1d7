import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { defaultSettings, lockSettings, writeSettings } from "@/lib/sessions/settings"
import { vatRows } from "./rules-vat"

/**
 * Notes that a row of the VAT table was gone through with a tax adviser, or takes that back. What is written already
 * stays as it is. A row that there is not is refused (`not_found`); saying the same again has no effect.
 */
export async function confirmVatRow(
  { row, confirmed }: { row: string; confirmed: boolean },
  by: By,
): Promise<Outcome<{ changed: boolean }, "not_found">> {
  const rows = [false, true].flatMap(vatRows).map(({ row }): string => row)
  if (!rows.includes(row)) return refuse("not_found")
  return transaction(async (tx, now) => {
    const before = await lockSettings(tx, now)
    const { invoicing } = { ...defaultSettings, ...before }
    const known = new Set(invoicing.confirmedVatRows)
    if (known.has(row) === confirmed) return { ok: true, changed: false }
    if (confirmed) known.add(row)
    else known.delete(row)
    await writeSettings(tx, before, { invoicing: { ...invoicing, confirmedVatRows: [...known] } }, { ...by, now })
    return { ok: true, changed: true }
  }, by)
}
