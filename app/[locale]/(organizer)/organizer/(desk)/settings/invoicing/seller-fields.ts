import { sellerOf } from "@/lib/sessions/edit-seller"
import type { SettingsData } from "@/lib/sessions/schema"

/** What the fields of the seller's form say of the settings. */
export function sellerFields(settings: Pick<SettingsData, "company" | "invoicing">) {
  const { taxNumber, vatId, iban, series, smallBusiness } = sellerOf(settings)
  return {
    taxNumber: taxNumber ?? null,
    vatId: vatId ?? null,
    // In groups of four, as it is printed.
    iban: iban?.replace(/(.{4})(?=.)/g, "$1 ") ?? null,
    "series.invoice": series.invoice,
    "series.creditNote": series.creditNote,
    smallBusiness: smallBusiness ? "on" : null,
  }
}
