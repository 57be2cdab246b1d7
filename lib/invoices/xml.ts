import { create } from "xmlbuilder2"
import { suppliedOf } from "./rules"
import type { InvoiceContent } from "./schema"

/** What stands in an element; what is undefined is left out. Its order is that of the schema. */
type Element = { [name: string]: string | Element | (string | Element)[] | undefined }

const namespace = (name: string, version: number) => `urn:un:unece:uncefact:data:${name}:${version}`
const namespaces = {
  "@xmlns:rsm": namespace("standard:CrossIndustryInvoice", 100),
  "@xmlns:ram": namespace("standard:ReusableAggregateBusinessInformationEntity", 100),
  "@xmlns:qdt": namespace("standard:QualifiedDataType", 100),
  "@xmlns:udt": namespace("standard:UnqualifiedDataType", 100),
}
const guidelines = {
  factur_x: "urn:cen.eu:en16931:2017",
  xrechnung: "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
}

/**
 * The document as XML: Cross Industry Invoice (UN/CEFACT D16B), in the profile EN 16931 of Factur-X or as XRechnung. The
 * same content is the same bytes: nothing of it comes from a clock.
 */
export function xmlOf(content: InvoiceContent): string {
  const invoice: Element = {
    ...namespaces,
    "rsm:ExchangedDocumentContext": {
      "ram:BusinessProcessSpecifiedDocumentContextParameter": {
        "ram:ID": "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
      },
      "ram:GuidelineSpecifiedDocumentContextParameter": { "ram:ID": guidelines[content.profile] },
    },
    "rsm:ExchangedDocument": {
      "ram:ID": content.reference,
      "ram:TypeCode": content.kind === "invoice" ? "380" : "381",
      "ram:IssueDateTime": date(content.issuedOn),
      "ram:IncludedNote": content.notes.map((note) => ({ "ram:Content": note })),
    },
    "rsm:SupplyChainTradeTransaction": {
      "ram:IncludedSupplyChainTradeLineItem": content.lines.map((line, index) => lineItem(content, line, index)),
      "ram:ApplicableHeaderTradeAgreement": {
        "ram:BuyerReference": referenceToBuyer(content),
        "ram:SellerTradeParty": sellerParty(content),
        "ram:BuyerTradeParty": buyerParty(content),
        "ram:BuyerOrderReferencedDocument": content.poNumber ? { "ram:IssuerAssignedID": content.poNumber } : undefined,
      },
      "ram:ApplicableHeaderTradeDelivery": delivery(content),
      "ram:ApplicableHeaderTradeSettlement": settlement(content),
    },
  }
  const document = create({ version: "1.0", encoding: "UTF-8" }, { "rsm:CrossIndustryInvoice": filled(invoice) })
  return `${document.end({ prettyPrint: true })}\n`
}

/** Without what is undefined: the builder would make empty elements of it. */
const filled = (element: Element): Element =>
  Object.fromEntries(
    Object.entries(element).flatMap(([name, value]) => {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return []
      const one = (part: string | Element) => (typeof part === "string" ? part : filled(part))
      return [[name, Array.isArray(value) ? value.map(one) : one(value)]]
    }),
  )

/** "290.00" */
const amount = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, "0")
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
/** Of a total that is left out where it is nothing. */
const amountOrNone = (cents: number) => (cents === 0 ? undefined : amount(cents))

/** Format 102 is YYYYMMDD. */
const date = (day: string, part = "udt"): Element => ({
  [`${part}:DateTimeString`]: { "@format": "102", "#": day.replaceAll("-", "") },
})

type Rate = Pick<InvoiceContent["vat"][number], "category" | "rateBasisPoints">
/** What is not subject to VAT has no rate, not even of 0 (BR-O-5). */
const rateOf = ({ category, rateBasisPoints }: Rate) => (category === "O" ? undefined : String(rateBasisPoints / 100))
const tax = (rate: Rate): Element => ({
  "ram:TypeCode": "VAT",
  "ram:CategoryCode": rate.category,
  "ram:RateApplicablePercent": rateOf(rate),
})

/** Of the code list VATEX; § 19 UStG has none. */
const exemptionCode: Partial<Record<Rate["category"], string>> = { AE: "VATEX-EU-AE", O: "VATEX-EU-O" }

function lineItem(content: InvoiceContent, line: InvoiceContent["lines"][number], index: number): Element {
  const { name, detail, suppliedOn, netCents } = line
  const own = suppliedOn && suppliedOf(content).length > 1
  return {
    "ram:AssociatedDocumentLineDocument": { "ram:LineID": String(index + 1) },
    "ram:SpecifiedTradeProduct": { "ram:Name": name, "ram:Description": detail ?? undefined },
    "ram:SpecifiedLineTradeAgreement": { "ram:NetPriceProductTradePrice": { "ram:ChargeAmount": amount(netCents) } },
    "ram:SpecifiedLineTradeDelivery": { "ram:BilledQuantity": { "@unitCode": "C62", "#": "1" } },
    "ram:SpecifiedLineTradeSettlement": {
      "ram:ApplicableTradeTax": tax(line),
      "ram:BillingSpecifiedPeriod": own ? period(suppliedOn, suppliedOn) : undefined,
      "ram:SpecifiedTradeSettlementLineMonetarySummation": { "ram:LineTotalAmount": amount(netCents) },
    },
  }
}

const period = (from: string, to: string): Element => ({ "ram:StartDateTime": date(from), "ram:EndDateTime": date(to) })

/** Who receives XRechnung sorts by it, so it always has one (BR-DE-15). */
const referenceToBuyer = ({ buyerReference, poNumber, bookingReference, profile }: InvoiceContent) =>
  buyerReference ?? (profile === "xrechnung" ? (poNumber ?? bookingReference) : undefined)

const outsideVat = ({ vat }: InvoiceContent) => vat.some(({ category }) => category === "O")

const address = ({
  street,
  city,
  postalCode,
  country,
}: InvoiceContent["buyer"] | InvoiceContent["seller"]): Element => ({
  "ram:PostcodeCode": postalCode,
  "ram:LineOne": street,
  "ram:CityName": city,
  "ram:CountryID": country,
})
const electronicAddress = (email: string): Element => ({ "ram:URIID": { "@schemeID": "EM", "#": email } })
const taxNumbers = (numbers: [scheme: string, id: string | null][]): Element[] =>
  numbers.flatMap(([scheme, id]) => (id ? [{ "ram:ID": { "@schemeID": scheme, "#": id } }] : []))

/**
 * What is not subject to VAT may name no VAT id (BR-O-2); without one the seller is known by its number at the tax office
 * (BR-CO-26).
 */
function sellerParty(content: InvoiceContent): Element {
  const { name, vatId, taxNumber, register, contact } = content.seller
  const namedVatId = outsideVat(content) ? null : vatId
  return {
    "ram:ID": namedVatId ? undefined : (taxNumber ?? vatId ?? undefined),
    "ram:Name": name,
    "ram:SpecifiedLegalOrganization": register ? { "ram:ID": register } : undefined,
    "ram:DefinedTradeContact": {
      "ram:PersonName": contact.name,
      "ram:TelephoneUniversalCommunication": contact.phone ? { "ram:CompleteNumber": contact.phone } : undefined,
      "ram:EmailURIUniversalCommunication": { "ram:URIID": contact.email },
    },
    "ram:PostalTradeAddress": address(content.seller),
    "ram:URIUniversalCommunication": electronicAddress(contact.email),
    "ram:SpecifiedTaxRegistration": taxNumbers([
      ["VA", namedVatId],
      ["FC", taxNumber],
    ]),
  }
}

function buyerParty(content: InvoiceContent): Element {
  const { name, vatId, email } = content.buyer
  return {
    "ram:Name": name,
    "ram:PostalTradeAddress": address(content.buyer),
    "ram:URIUniversalCommunication": electronicAddress(email),
    "ram:SpecifiedTaxRegistration": taxNumbers([["VA", outsideVat(content) ? null : vatId]]),
  }
}

/** The day on which all is supplied (BT-72). Where nothing is, the recipient: what is empty is warned of. */
function delivery(content: InvoiceContent): Element {
  const day = suppliedOf(content).at(-1)
  return day
    ? { "ram:ActualDeliverySupplyChainEvent": { "ram:OccurrenceDateTime": date(day) } }
    : { "ram:ShipToTradeParty": { "ram:Name": content.buyer.name } }
}

function settlement(content: InvoiceContent): Element {
  const { totals, corrects } = content
  const days = suppliedOf(content)
  const [first, last] = [days[0], days.at(-1)]
  return {
    "ram:PaymentReference": content.payment === "transfer" ? content.reference : undefined,
    "ram:InvoiceCurrencyCode": content.currency,
    "ram:SpecifiedTradeSettlementPaymentMeans": paymentMeans(content),
    "ram:ApplicableTradeTax": content.vat.map(({ netCents, vatCents, reason, ...rate }) => ({
      "ram:CalculatedAmount": amount(vatCents),
      "ram:TypeCode": "VAT",
      "ram:ExemptionReason": reason ?? undefined,
      "ram:BasisAmount": amount(netCents),
      "ram:CategoryCode": rate.category,
      "ram:ExemptionReasonCode": exemptionCode[rate.category],
      "ram:RateApplicablePercent": rateOf(rate),
    })),
    "ram:BillingSpecifiedPeriod": first && last && first !== last ? period(first, last) : undefined,
    "ram:SpecifiedTradeAllowanceCharge": content.allowances.map(({ reason, netCents, ...rate }) => ({
      "ram:ChargeIndicator": { "udt:Indicator": "false" },
      "ram:ActualAmount": amount(netCents),
      // UNTDID 5189: a discount.
      "ram:ReasonCode": "95",
      "ram:Reason": reason,
      "ram:CategoryTradeTax": tax(rate),
    })),
    "ram:SpecifiedTradePaymentTerms": {
      "ram:Description": content.paymentTerms,
      "ram:DueDateDateTime": content.dueOn ? date(content.dueOn) : undefined,
    },
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation": {
      "ram:LineTotalAmount": amount(totals.linesCents),
      "ram:AllowanceTotalAmount": amountOrNone(totals.allowancesCents),
      "ram:TaxBasisTotalAmount": amount(totals.netCents),
      "ram:TaxTotalAmount": { "@currencyID": content.currency, "#": amount(totals.vatCents) },
      "ram:RoundingAmount": amountOrNone(totals.roundingCents),
      "ram:GrandTotalAmount": amount(totals.grossCents),
      "ram:TotalPrepaidAmount": amountOrNone(totals.paidCents),
      "ram:DuePayableAmount": amount(totals.payableCents),
    },
    "ram:InvoiceReferencedDocument": corrects
      ? { "ram:IssuerAssignedID": corrects.reference, "ram:FormattedIssueDateTime": date(corrects.issuedOn, "qdt") }
      : undefined,
    "ram:ReceivableSpecifiedTradeAccountingAccount": content.costCentre ? { "ram:ID": content.costCentre } : undefined,
  }
}

/** UNTDID 4461: a SEPA credit transfer, what was paid online, what is set off. */
function paymentMeans({ payment, seller }: InvoiceContent): Element {
  if (payment === "credit") return { "ram:TypeCode": "97" }
  if (payment === "paid") return { "ram:TypeCode": "68" }
  return {
    "ram:TypeCode": "58",
    "ram:PayeePartyCreditorFinancialAccount": {
      "ram:IBANID": seller.iban ?? undefined,
      "ram:AccountName": seller.name,
    },
  }
}
