import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { revisionOf } from "@/lib/revision"
import type { SettingsData } from "./schema"
import type { SellerData } from "./schema-invoicing"
import { defaultSettings, lockSettings, writeSettings } from "./settings"

/**
 * Saves what the seller says of themselves on invoices. The edit names what it was made on (`sellerRevision`): when
 * somebody has saved something else of it since it is refused as `stale_revision`. The confirmed rows of VAT stay as
 * they are; what is issued already too.
 */
export async function editSeller(
  { revision, seller }: { revision: string; seller: SellerData },
  by: By,
): Promise<Outcome<object, "stale_revision">> {
  return transaction(async (tx, now) => {
    const before = await lockSettings(tx, now)
    const settings = { ...defaultSettings, ...before }
    if (sellerRevision(settings) !== revision) return refuse("stale_revision")
    const { vatId, ...invoicing } = seller
    const { confirmedVatRows } = settings.invoicing
    const saved = { company: { ...settings.company, vatId }, invoicing: { ...invoicing, confirmedVatRows } }
    await writeSettings(tx, before, saved, { ...by, now })
    return { ok: true }
  }, by)
}

type Seller = Pick<SettingsData, "company" | "invoicing">

export function sellerOf({ company, invoicing: { confirmedVatRows: _, ...invoicing } }: Seller): SellerData {
  return { vatId: company.vatId, ...invoicing }
}

/** Names what the form of the seller shows. */
export const sellerRevision = (settings: Seller): string => revisionOf(sellerOf(settings))
