import { checkVAT, countries as vatCountries } from "jsvat"
import { z } from "zod"
import { emailInput, line } from "@/lib/input"

/** ISO 3166-1 alpha-2, with XI for Northern Ireland left out: it is GB. */
export const countries = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD " +
  "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF " +
  "GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN " +
  "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA " +
  "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI " +
  "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI " +
  "VN VU WF WS YE YT ZA ZM ZW"
).split(" ")

/** As it is printed: upper case, without what people put between; by form and check digit, without asking anybody. */
const vatIdInput = z
  .string()
  .trim()
  .transform((text) => text.toUpperCase().replace(/[\s./-]/g, ""))
  .pipe(
    z
      .string()
      .regex(/^[A-Z]{2}[0-9A-Z+*]{2,18}$/, { error: "vat_id", abort: true })
      .refine(isVatId, "vat_id"),
  )

/** Who is billed, where something is to be paid. What is left out is that of the booking: its company, its mailbox. */
export const billingInput = z
  .object({
    company: line(160).optional(),
    street: line(120),
    postalCode: line(12),
    city: line(80),
    country: z.enum(countries),
    vatId: vatIdInput.optional(),
    poNumber: line(60).optional(),
    costCentre: line(60).optional(),
    /** Leitweg-ID, or what the buyer wants to see on the invoice (BT-10). */
    buyerReference: line(60).optional(),
    emails: z.array(emailInput).min(1).max(3, "most_emails").optional(),
  })
  .refine(({ vatId, country }) => !vatId || isOfCountry(vatId, country), { path: ["vatId"], error: "vat_id" })
export type BillingInput = z.output<typeof billingInput>

/** Of a country whose numbers we do not know it may be anything. */
function isVatId(vatId: string): boolean {
  const { isSupportedCountry, isValid } = checkVAT(vatId, vatCountries)
  return isValid || !isSupportedCountry
}

/** Greece is EL in its numbers, Northern Ireland XI. */
function isOfCountry(vatId: string, country: string): boolean {
  const { country: found } = checkVAT(vatId, vatCountries)
  return found ? found.isoCode.short === country : !vatCountries.some(({ codes }) => codes[0] === country)
}

/** Upper case, without blanks. */
export const voucherCode = z
  .string()
  .trim()
  .transform((text) => text.toUpperCase().replace(/\s/g, ""))
  .pipe(z.string().regex(/^[0-9A-Z-]{4,32}$/, "voucher"))
