import { ibanGroups } from "@/lib/invoices/rules-giro"
import { sellerOf } from "@/lib/sessions/edit-seller"
import type { SettingsData } from "@/lib/sessions/schema"

/** What the fields of the seller's form say of the settings. */
export function sellerFields(settings: Pick<SettingsData, "company" | "invoicing">) {
  const { taxNumber, vatId, iban, series, smallBusiness } = sellerOf(settings)
  return {
    taxNumber: taxNumber ?? null,
    vatId: vatId ?? null,
    iban: iban ? ibanGroups(iban) : null,
    "series.invoice": series.invoice,
    "series.creditNote": series.creditNote,
    smallBusiness: smallBusiness ? "on" : null,
  }
}
