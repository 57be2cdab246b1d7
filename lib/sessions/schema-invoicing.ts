import { z } from "zod"
import { over97 } from "@/lib/check-digits"
import { line } from "@/lib/input"

/** An IBAN in capitals without blanks, its check digits right (ISO 13616). */
export const ibanInput = z
  .string()
  .transform((text) => text.replace(/\s/g, "").toUpperCase())
  .refine(
    (text) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && over97(text.slice(4) + text.slice(0, 4)) === 1,
    "iban",
  )

/** What the numbers of a series begin with: "RE-2026-0001". */
const seriesInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{0,7}$/, "series")

/** What of the house stands on its invoices beside the company itself (`houseInput.company`, also its VAT id). */
export const invoicingInput = z.object({
  /** "12/345/67890" */
  taxNumber: line(30).optional(),
  iban: ibanInput.optional(),
  /** § 19 UStG */
  smallBusiness: z.boolean(),
  series: z
    .object({ invoice: seriesInput, creditNote: seriesInput })
    .refine(({ invoice, creditNote }) => invoice !== creditNote, { path: ["creditNote"], error: "series" }),
  /** The rows of the VAT table (lib/payments/rules-vat.ts) that were gone through with a tax adviser. */
  confirmedVatRows: z.array(line(60)).max(60),
})

/** "DE136695976" */
const ownVatId = z
  .string()
  .transform((text) => text.replace(/\s/g, "").toUpperCase())
  .pipe(z.string().regex(/^DE\d{9}$/, "own_vat_id"))

/** What is typed about the seller: all of it but the rows, which are confirmed one by one. */
export const sellerInput = invoicingInput.omit({ confirmedVatRows: true }).extend({ vatId: ownVatId.optional() })
export type SellerData = z.output<typeof sellerInput>
