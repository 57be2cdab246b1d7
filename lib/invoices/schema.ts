import { z } from "zod"

/** Everything that stands on a document, in its own language: its PDF and XML are made of this and nothing else. */
const day = z.iso.date()
const text = z.string().min(1)
const category = z.enum(["S", "AE", "E", "O"])
const taxed = { category, rateBasisPoints: z.int() }
/** The line of the ledger that it says. */
const entry = { entryId: z.uuid() }

const address = { name: text, street: text, postalCode: text, city: text, country: z.string().length(2) }

export const invoiceContent = z.object({
  /** How the page is laid out: raised with a layout that would make other bytes of the same content. */
  layout: z.literal(1),
  kind: z.enum(["invoice", "credit_note"]),
  profile: z.enum(["factur_x", "xrechnung"]),
  language: z.enum(["de", "en"]),
  reference: text,
  issuedOn: day,
  issuedAt: z.iso.datetime(),
  dueOn: day.nullable(),
  currency: z.literal("EUR"),
  /** What a credit note answers, in whole or in part. */
  corrects: z.object({ reference: text, issuedOn: day, whole: z.boolean() }).nullable(),
  house: text,
  seller: z.object({
    ...address,
    vatId: text.nullable(),
    taxNumber: text.nullable(),
    register: text.nullable(),
    iban: text.nullable(),
    contact: z.object({ name: text, email: text, phone: text.nullable() }),
  }),
  buyer: z.object({ ...address, vatId: text.nullable(), email: text }),
  bookingReference: text,
  /** BT-10 */
  buyerReference: text.nullable(),
  poNumber: text.nullable(),
  costCentre: text.nullable(),
  lines: z.array(
    z.object({
      ...entry,
      name: text,
      detail: text.nullable(),
      suppliedOn: day.nullable(),
      netCents: z.int(),
      ...taxed,
    }),
  ),
  allowances: z.array(z.object({ ...entry, reason: text, netCents: z.int(), ...taxed })),
  vat: z.array(z.object({ ...taxed, netCents: z.int(), vatCents: z.int(), reason: text.nullable() })),
  totals: z.object({
    linesCents: z.int(),
    allowancesCents: z.int(),
    netCents: z.int(),
    vatCents: z.int(),
    grossCents: z.int(),
    paidCents: z.int(),
    /** From the VAT of each line to that of each rate (BT-114). */
    roundingCents: z.int(),
    payableCents: z.int(),
  }),
  payment: z.enum(["transfer", "paid", "credit"]),
  paymentTerms: text,
  notes: z.array(text),
})
export type InvoiceContent = z.output<typeof invoiceContent>
