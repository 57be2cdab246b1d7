import type { Tx } from "@/lib/db"
import { readContent } from "@/lib/sessions/queries-formats"
import { getSettings } from "@/lib/sessions/settings"
import type { OwedLine } from "./rules-ledger"
import { decideVat, type Undecided, type VatAnswer, type VatCase, type VatRow } from "./rules-vat"

/** All that the VAT of a booking's lines depends on, beside the lines. */
export type VatBasis = Pick<VatCase, "buyer" | "seller" | "confirmed"> & {
  /** By seat. */
  places: Map<string, VatCase["place"]>
}

/** Who is billed, who sells, what was confirmed, and where the seats of a booking are. */
export async function readVatBasis(tx: Tx, bookingId: string): Promise<VatBasis> {
  const { invoicing } = await getSettings(tx)
  const profile = await tx.billingProfile.findUnique({
    where: { bookingId },
    select: { country: true, vatCheck: true },
  })
  const seats = await tx.seat.findMany({
    where: { bookingId },
    select: { id: true, formatVersion: { select: { content: true } } },
  })
  return {
    // Whoever books does so as a business, and has said so.
    buyer: profile && { country: profile.country, business: true, vatId: profile.vatCheck },
    // The address of the house is in Germany (lib/invoices/content.ts).
    seller: { country: "DE", smallBusiness: invoicing.smallBusiness },
    confirmed: invoicing.confirmedVatRows as VatRow[],
    places: new Map(seats.map(({ id, formatVersion }) => [id, readContent(formatVersion.content).place])),
  }
}

/** The VAT of one line, or why nobody can say it yet. */
export const vatOfLine = (
  { supply, seatId, vatRateBasisPoints }: Pick<OwedLine, "supply" | "seatId" | "vatRateBasisPoints">,
  { places, ...basis }: VatBasis,
): VatAnswer | { undecided: Undecided } =>
  decideVat({ ...basis, supply, place: places.get(seatId) ?? "online", rateBasisPoints: vatRateBasisPoints })
