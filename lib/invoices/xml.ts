import type { Invoice } from "@e-invoice-eu/core"
import { suppliedOf } from "./rules"
import type { InvoiceContent } from "./schema"

/**
 * The document as XML: Cross Industry Invoice (UN/CEFACT D16B), in the profile EN 16931 of Factur-X or as XRechnung. The
 * same content is the same bytes: nothing of it comes from a clock.
 */
export async function xmlOf(content: InvoiceContent): Promise<string> {
  // Loaded when it is needed: it brings along what reads spreadsheets.
  const { FormatFactoryService } = await import("@e-invoice-eu/core")
  const format = content.profile === "xrechnung" ? "XRECHNUNG-CII" : "CII"
  const writer = new FormatFactoryService().createFormatService(format, silent)
  const invoice = invoiceOf(content)
  writer.fillInvoiceDefaults(invoice)
  const xml = await writer.generate(invoice, { format, lang: content.language, noWarnings: true })
  if (typeof xml !== "string") throw new Error("the writer has made no XML")
  return xml
}

const silent = { log: () => {}, warn: () => {}, error: () => {} }

/** "290.00" */
const amount = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, "0")
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
const money = (name: string, cents: number) => ({ [name]: amount(cents), [`${name}@currencyID`]: "EUR" })

type Rate = { category: InvoiceContent["vat"][number]["category"]; rateBasisPoints: number }
/** What is not subject to VAT has no rate, not even of 0 (BR-O-5). */
const taxCategory = ({ category, rateBasisPoints }: Rate) => ({
  "cbc:ID": category,
  ...(category === "O" ? {} : { "cbc:Percent": String(rateBasisPoints / 100) }),
  "cac:TaxScheme": { "cbc:ID": "VAT" },
})

/** Of the code list VATEX; § 19 UStG has none. */
const exemptionCode: Partial<Record<Rate["category"], string>> = { AE: "VATEX-EU-AE", O: "VATEX-EU-O" }

const address = ({ street, city, postalCode, country }: InvoiceContent["buyer"] | InvoiceContent["seller"]) => ({
  "cbc:StreetName": street,
  "cbc:CityName": city,
  "cbc:PostalZone": postalCode,
  "cac:Country": { "cbc:IdentificationCode": country },
})

/** In the names that the library takes for every syntax: those of UBL. */
function invoiceOf(content: InvoiceContent): Invoice {
  const { corrects, totals, lines } = content
  const days = suppliedOf(content)
  const invoice = {
    "cbc:ID": content.reference,
    "cbc:IssueDate": content.issuedOn,
    ...(content.dueOn && { "cbc:DueDate": content.dueOn }),
    "cbc:InvoiceTypeCode": content.kind === "invoice" ? "380" : "381",
    // In one: of several notes the writer makes one group with several contents, which the schema refuses.
    ...(content.notes.length > 0 && { "cbc:Note": [content.notes.join(" ")] }),
    "cbc:DocumentCurrencyCode": content.currency,
    ...(content.costCentre && { "cbc:AccountingCost": content.costCentre }),
    ...referenceToBuyer(content),
    ...(days.length > 1 && { "cac:InvoicePeriod": { "cbc:StartDate": days[0], "cbc:EndDate": days.at(-1) } }),
    ...(content.poNumber && { "cac:OrderReference": { "cbc:ID": content.poNumber } }),
    ...(corrects && {
      "cac:BillingReference": [
        { "cac:InvoiceDocumentReference": { "cbc:ID": corrects.reference, "cbc:IssueDate": corrects.issuedOn } },
      ],
    }),
    "cac:AccountingSupplierParty": { "cac:Party": sellerParty(content) },
    "cac:AccountingCustomerParty": { "cac:Party": buyerParty(content) },
    "cac:Delivery": delivery(content, days.at(-1)),
    "cac:PaymentMeans": [paymentMeans(content)],
    "cac:PaymentTerms": { "cbc:Note": content.paymentTerms },
    ...(content.allowances.length > 0 && {
      "cac:AllowanceCharge": content.allowances.map(({ reason, netCents, ...rate }) => ({
        "cbc:ChargeIndicator": "false",
        "cbc:AllowanceChargeReasonCode": "95",
        "cbc:AllowanceChargeReason": reason,
        ...money("cbc:Amount", netCents),
        "cac:TaxCategory": taxCategory(rate),
      })),
    }),
    "cac:TaxTotal": [
      {
        ...money("cbc:TaxAmount", totals.vatCents),
        "cac:TaxSubtotal": content.vat.map(({ netCents, vatCents, reason, ...rate }) => ({
          ...money("cbc:TaxableAmount", netCents),
          ...money("cbc:TaxAmount", vatCents),
          "cac:TaxCategory": {
            ...taxCategory(rate),
            ...(exemptionCode[rate.category] && { "cbc:TaxExemptionReasonCode": exemptionCode[rate.category] }),
            ...(reason && { "cbc:TaxExemptionReason": reason }),
          },
        })),
      },
    ],
    "cac:LegalMonetaryTotal": {
      ...money("cbc:LineExtensionAmount", totals.linesCents),
      ...money("cbc:TaxExclusiveAmount", totals.netCents),
      ...money("cbc:TaxInclusiveAmount", totals.grossCents),
      ...(totals.allowancesCents > 0 && money("cbc:AllowanceTotalAmount", totals.allowancesCents)),
      ...(totals.paidCents > 0 && money("cbc:PrepaidAmount", totals.paidCents)),
      ...(totals.roundingCents !== 0 && money("cbc:PayableRoundingAmount", totals.roundingCents)),
      ...money("cbc:PayableAmount", totals.payableCents),
    },
    "cac:InvoiceLine": lines.map(({ name, detail, suppliedOn, netCents, ...rate }, index) => ({
      "cbc:ID": String(index + 1),
      "cbc:InvoicedQuantity": "1",
      "cbc:InvoicedQuantity@unitCode": "C62",
      ...money("cbc:LineExtensionAmount", netCents),
      ...(days.length > 1 &&
        suppliedOn && { "cac:InvoicePeriod": { "cbc:StartDate": suppliedOn, "cbc:EndDate": suppliedOn } }),
      "cac:Item": {
        ...(detail && { "cbc:Description": detail }),
        "cbc:Name": name,
        "cac:ClassifiedTaxCategory": taxCategory(rate),
      },
      "cac:Price": money("cbc:PriceAmount", netCents),
    })),
  }
  return { "ubl:Invoice": invoice } as unknown as Invoice
}

/** The day on which all is supplied (BT-72). Where nothing is, the recipient: the schema asks for something there. */
const delivery = ({ buyer }: InvoiceContent, day: string | undefined) =>
  day ? { "cbc:ActualDeliveryDate": day } : { "cac:DeliveryParty": { "cac:PartyName": { "cbc:Name": buyer.name } } }

/** Who receives XRechnung sorts by it, so it always has one (BR-DE-15). */
const referenceToBuyer = ({ buyerReference, poNumber, bookingReference, profile }: InvoiceContent) => {
  const reference = buyerReference ?? (profile === "xrechnung" ? (poNumber ?? bookingReference) : null)
  return reference ? { "cbc:BuyerReference": reference } : {}
}

const outsideVat = ({ vat }: InvoiceContent) => vat.some(({ category }) => category === "O")

/**
 * What is not subject to VAT may name no VAT id (BR-O-2). Then the seller is known by its register, or by its number at
 * the tax office (BR-CO-26): as BT-30, since the writer leaves out BT-29.
 */
function sellerParty(content: InvoiceContent) {
  const { name, vatId, taxNumber, register, contact } = content.seller
  const outside = outsideVat(content)
  const official = register ?? (outside || !vatId ? (taxNumber ?? vatId) : null)
  const taxScheme = (id: string, scheme: string) => ({ "cbc:CompanyID": id, "cac:TaxScheme": { "cbc:ID": scheme } })
  const schemes = [
    ...(vatId && !outside ? [taxScheme(vatId, "VAT")] : []),
    ...(taxNumber ? [taxScheme(taxNumber, "FC")] : []),
  ]
  return {
    "cbc:EndpointID": contact.email,
    "cbc:EndpointID@schemeID": "EM",
    "cac:PostalAddress": address(content.seller),
    ...(schemes.length > 0 && { "cac:PartyTaxScheme": schemes }),
    "cac:PartyLegalEntity": { "cbc:RegistrationName": name, ...(official && { "cbc:CompanyID": official }) },
    "cac:Contact": {
      "cbc:Name": contact.name,
      ...(contact.phone && { "cbc:Telephone": contact.phone }),
      "cbc:ElectronicMail": contact.email,
    },
  }
}

function buyerParty(content: InvoiceContent) {
  const { name, vatId, email } = content.buyer
  return {
    "cbc:EndpointID": email,
    "cbc:EndpointID@schemeID": "EM",
    "cac:PostalAddress": address(content.buyer),
    ...(vatId &&
      !outsideVat(content) && {
        "cac:PartyTaxScheme": { "cbc:CompanyID": vatId, "cac:TaxScheme": { "cbc:ID": "VAT" } },
      }),
    "cac:PartyLegalEntity": { "cbc:RegistrationName": name },
  }
}

/** UNTDID 4461: a SEPA credit transfer, what was paid online, what is set off. */
function paymentMeans({ payment, reference, seller }: InvoiceContent) {
  if (payment === "credit") return { "cbc:PaymentMeansCode": "97" }
  if (payment === "paid") return { "cbc:PaymentMeansCode": "68" }
  return {
    "cbc:PaymentMeansCode": "58",
    "cbc:PaymentID": reference,
    "cac:PayeeFinancialAccount": { "cbc:ID": seller.iban, "cbc:Name": seller.name },
  }
}
