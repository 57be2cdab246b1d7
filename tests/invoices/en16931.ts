import { centsOf, type Node, type ReadInvoice, readInvoice } from "./read-cii"

/** A business rule by its number: whether it holds, in our own words of what EN 16931-1 (clause 6.4) asks for. */
type Rule = (invoice: ReadInvoice) => boolean

const text = (node: Node | undefined, path: string) => node?.one(path)?.text ?? ""
const has = (node: Node | undefined, path: string) => text(node, path) !== ""
const lineTax = (line: Node) => line.one("SpecifiedLineTradeSettlement/ApplicableTradeTax")
const category = (tax: Node | undefined) => text(tax, "CategoryCode")
const rateOf = (tax: Node | undefined) => Number(text(tax, "RateApplicablePercent") || NaN)
const lineNet = (line: Node) =>
  centsOf(line.one("SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"))
const price = (line: Node) => line.one("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount")
const total = ({ totals }: ReadInvoice, name: string, missing = NaN) =>
  totals.one(name) ? centsOf(totals.one(name)) : missing
const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0)
const taxId = (party: Node, scheme: string) =>
  party.all("SpecifiedTaxRegistration/ID").find(({ attributes }) => attributes.schemeID === scheme)?.text ?? ""
const day = (node: Node | undefined, path: string) => text(node, `${path}/DateTimeString`)
const periods = ({ settlement, lines }: ReadInvoice) => [
  ...settlement.all("BillingSpecifiedPeriod"),
  ...lines.flatMap((line) => line.all("SpecifiedLineTradeSettlement/BillingSpecifiedPeriod")),
]
const endsAfterStart = (period: Node) => {
  const [start, end] = [day(period, "StartDateTime"), day(period, "EndDateTime")]
  return !start || !end || start <= end
}
const party = (node: Node) => has(node, "PostalTradeAddress/CountryID")
const transfers = ({ means }: ReadInvoice) => means.filter((mean) => ["30", "58"].includes(text(mean, "TypeCode")))
const withScheme = (node: Node, path: string) => node.all(path).every(({ attributes }) => attributes.schemeID)

const general: Record<string, Rule> = {
  // Of the schema and not of the standard: these groups are there, and a note has one text.
  CII: ({ agreement, delivery, settlement, document }) =>
    Boolean(agreement && delivery && settlement) &&
    document.all("IncludedNote").every((note) => note.all("Content").length === 1),
  "BR-1": ({ guideline }) => Boolean(guideline?.text),
  "BR-2": ({ document }) => has(document, "ID"),
  "BR-3": ({ document }) => /^\d{8}$/.test(day(document, "IssueDateTime")),
  "BR-4": ({ document }) => has(document, "TypeCode"),
  "BR-5": ({ settlement }) => has(settlement, "InvoiceCurrencyCode"),
  "BR-6": ({ seller }) => has(seller, "Name"),
  "BR-7": ({ buyer }) => has(buyer, "Name"),
  "BR-8": ({ seller }) => Boolean(seller.one("PostalTradeAddress")),
  "BR-9": ({ seller }) => party(seller),
  "BR-10": ({ buyer }) => Boolean(buyer.one("PostalTradeAddress")),
  "BR-11": ({ buyer }) => party(buyer),
  "BR-12": (invoice) => !isNaN(total(invoice, "LineTotalAmount")),
  "BR-13": (invoice) => !isNaN(total(invoice, "TaxBasisTotalAmount")),
  "BR-14": (invoice) => !isNaN(total(invoice, "GrandTotalAmount")),
  "BR-15": (invoice) => !isNaN(total(invoice, "DuePayableAmount")),
  "BR-16": ({ lines }) => lines.length > 0,
  "BR-21": ({ lines }) => lines.every((line) => has(line, "AssociatedDocumentLineDocument/LineID")),
  "BR-22": ({ lines }) => lines.every((line) => has(line, "SpecifiedLineTradeDelivery/BilledQuantity")),
  "BR-23": ({ lines }) =>
    lines.every((line) => line.one("SpecifiedLineTradeDelivery/BilledQuantity")?.attributes.unitCode),
  "BR-24": ({ lines }) => lines.every((line) => !isNaN(lineNet(line))),
  "BR-25": ({ lines }) => lines.every((line) => has(line, "SpecifiedTradeProduct/Name")),
  "BR-26": ({ lines }) => lines.every((line) => Boolean(price(line)?.text)),
  "BR-27": ({ lines }) => lines.every((line) => Number(price(line)?.text) >= 0),
  "BR-29": (invoice) => invoice.settlement.all("BillingSpecifiedPeriod").every(endsAfterStart),
  "BR-30": (invoice) => periods(invoice).every(endsAfterStart),
  "BR-31": ({ allowances }) => allowances.every((node) => !isNaN(centsOf(node.one("ActualAmount")))),
  "BR-32": ({ allowances }) => allowances.every((node) => category(node.one("CategoryTradeTax")) !== ""),
  "BR-33": ({ allowances }) => allowances.every((node) => has(node, "Reason") || has(node, "ReasonCode")),
  "BR-45": ({ vat }) => vat.every((tax) => !isNaN(centsOf(tax.one("BasisAmount")))),
  "BR-46": ({ vat }) => vat.every((tax) => !isNaN(centsOf(tax.one("CalculatedAmount")))),
  "BR-47": ({ vat }) => vat.every((tax) => category(tax) !== ""),
  "BR-48": ({ vat }) => vat.every((tax) => category(tax) === "O" || !isNaN(rateOf(tax))),
  "BR-49": ({ means }) => means.every((mean) => has(mean, "TypeCode")),
  "BR-50": (invoice) =>
    transfers(invoice).every((mean) => {
      const account = mean.one("PayeePartyCreditorFinancialAccount")
      return has(account, "IBANID") || has(account, "ProprietaryID")
    }),
  "BR-55": ({ settlement }) =>
    settlement.all("InvoiceReferencedDocument").every((node) => has(node, "IssuerAssignedID")),
  "BR-57": ({ delivery }) =>
    (delivery?.all("ShipToTradeParty/PostalTradeAddress") ?? []).every((node) => has(node, "CountryID")),
  "BR-61": (invoice) => transfers(invoice).every((mean) => Boolean(mean.one("PayeePartyCreditorFinancialAccount"))),
  "BR-62": ({ seller }) => withScheme(seller, "URIUniversalCommunication/URIID"),
  "BR-63": ({ buyer }) => withScheme(buyer, "URIUniversalCommunication/URIID"),
  "BR-64": ({ lines }) => lines.every((line) => withScheme(line, "SpecifiedTradeProduct/GlobalID")),
  "BR-CL-1": ({ document }) => ["380", "381"].includes(text(document, "TypeCode")),
  "BR-DEC": ({ root }) => amounts(root).every((node) => !isNaN(centsOf(node))),
}

/** Every amount of the document, prices aside, which may be finer. */
const amounts = (root: Node): Node[] => {
  const trade = root.one("SupplyChainTradeTransaction") as Node
  const settlement = trade.one("ApplicableHeaderTradeSettlement") as Node
  return [
    ...["CalculatedAmount", "BasisAmount"].flatMap((name) => settlement.all(`ApplicableTradeTax/${name}`)),
    ...settlement.all("SpecifiedTradeAllowanceCharge/ActualAmount"),
    ..."LineTotalAmount AllowanceTotalAmount TaxBasisTotalAmount TaxTotalAmount RoundingAmount GrandTotalAmount TotalPrepaidAmount DuePayableAmount"
      .split(" ")
      .flatMap((name) => settlement.all(`SpecifiedTradeSettlementHeaderMonetarySummation/${name}`)),
  ]
}

const calculation: Record<string, Rule> = {
  "BR-CO-4": ({ lines }) => lines.every((line) => category(lineTax(line)) !== ""),
  "BR-CO-9": ({ seller, buyer }) =>
    [seller, buyer].every((node) => !taxId(node, "VA") || /^([A-Z]{2})[A-Z0-9]+$/.test(taxId(node, "VA"))),
  "BR-CO-10": (invoice) => total(invoice, "LineTotalAmount") === sum(invoice.lines.map(lineNet)),
  "BR-CO-11": (invoice) =>
    total(invoice, "AllowanceTotalAmount", 0) ===
    sum(invoice.allowances.map((node) => centsOf(node.one("ActualAmount")))),
  "BR-CO-12": (invoice) =>
    total(invoice, "ChargeTotalAmount", 0) === sum(invoice.charges.map((node) => centsOf(node.one("ActualAmount")))),
  "BR-CO-13": (invoice) =>
    total(invoice, "TaxBasisTotalAmount") ===
    total(invoice, "LineTotalAmount") -
      total(invoice, "AllowanceTotalAmount", 0) +
      total(invoice, "ChargeTotalAmount", 0),
  "BR-CO-14": (invoice) =>
    total(invoice, "TaxTotalAmount", 0) === sum(invoice.vat.map((tax) => centsOf(tax.one("CalculatedAmount")))),
  "BR-CO-15": (invoice) =>
    total(invoice, "GrandTotalAmount") === total(invoice, "TaxBasisTotalAmount") + total(invoice, "TaxTotalAmount", 0),
  "BR-CO-16": (invoice) =>
    total(invoice, "DuePayableAmount") ===
    total(invoice, "GrandTotalAmount") - total(invoice, "TotalPrepaidAmount", 0) + total(invoice, "RoundingAmount", 0),
  "BR-CO-17": ({ vat }) =>
    vat.every((tax) => {
      const exact = (centsOf(tax.one("BasisAmount")) * Math.round((rateOf(tax) || 0) * 100)) / 10_000
      return centsOf(tax.one("CalculatedAmount")) === Math.round(exact)
    }),
  "BR-CO-18": ({ vat }) => vat.length > 0,
  "BR-CO-19": (invoice) =>
    periods(invoice).every(
      (period) => has(period, "StartDateTime/DateTimeString") || has(period, "EndDateTime/DateTimeString"),
    ),
  "BR-CO-21": ({ allowances }) => allowances.every((node) => has(node, "Reason") || has(node, "ReasonCode")),
  "BR-CO-25": (invoice) =>
    total(invoice, "DuePayableAmount") <= 0 ||
    invoice.terms.some((terms) => has(terms, "DueDateDateTime/DateTimeString") || has(terms, "Description")),
  "BR-CO-26": ({ seller }) =>
    has(seller, "ID") ||
    has(seller, "GlobalID") ||
    has(seller, "SpecifiedLegalOrganization/ID") ||
    taxId(seller, "VA") !== "",
}

/** Where a category stands: in lines, in what is taken off, in the breakdown. */
const linesOf = (invoice: ReadInvoice, code: string) => invoice.lines.filter((line) => category(lineTax(line)) === code)
const offOf = ({ allowances }: ReadInvoice, code: string) =>
  allowances.filter((node) => category(node.one("CategoryTradeTax")) === code)
const vatOf = ({ vat }: ReadInvoice, code: string) => vat.filter((tax) => category(tax) === code)
const occurs = (invoice: ReadInvoice, code: string) => linesOf(invoice, code).length + offOf(invoice, code).length > 0
const exempt = (tax: Node) => has(tax, "ExemptionReason") || has(tax, "ExemptionReasonCode")
const baseOf = (invoice: ReadInvoice, code: string, rate?: number) => {
  const ofRate = (tax: Node | undefined) => rate === undefined || rateOf(tax) === rate
  return (
    sum(
      linesOf(invoice, code)
        .filter((line) => ofRate(lineTax(line)))
        .map(lineNet),
    ) -
    sum(
      offOf(invoice, code)
        .filter((node) => ofRate(node.one("CategoryTradeTax")))
        .map((node) => centsOf(node.one("ActualAmount"))),
    )
  )
}
const known = (seller: Node) => taxId(seller, "VA") !== "" || taxId(seller, "FC") !== ""

/** What holds for each category without tax: one line of breakdown, no tax, and why. */
const withoutTax = (code: "AE" | "E" | "O"): Record<string, Rule> => ({
  [`BR-${code}-1`]: (invoice) => !occurs(invoice, code) || vatOf(invoice, code).length === 1,
  [`BR-${code}-8`]: (invoice) =>
    vatOf(invoice, code).every((tax) => centsOf(tax.one("BasisAmount")) === baseOf(invoice, code)),
  [`BR-${code}-9`]: (invoice) => vatOf(invoice, code).every((tax) => centsOf(tax.one("CalculatedAmount")) === 0),
  [`BR-${code}-10`]: (invoice) => vatOf(invoice, code).every(exempt),
})
const rateIsZero = (code: "AE" | "E"): Record<string, Rule> => ({
  [`BR-${code}-5`]: (invoice) => linesOf(invoice, code).every((line) => rateOf(lineTax(line)) === 0),
  [`BR-${code}-6`]: (invoice) => offOf(invoice, code).every((node) => rateOf(node.one("CategoryTradeTax")) === 0),
})

const categories: Record<string, Rule> = {
  "BR-S-1": (invoice) => !occurs(invoice, "S") || vatOf(invoice, "S").length > 0,
  "BR-S-2": (invoice) => !occurs(invoice, "S") || known(invoice.seller),
  "BR-S-5": (invoice) => linesOf(invoice, "S").every((line) => rateOf(lineTax(line)) > 0),
  "BR-S-6": (invoice) => offOf(invoice, "S").every((node) => rateOf(node.one("CategoryTradeTax")) > 0),
  "BR-S-8": (invoice) =>
    vatOf(invoice, "S").every((tax) => centsOf(tax.one("BasisAmount")) === baseOf(invoice, "S", rateOf(tax))),
  "BR-S-10": (invoice) => vatOf(invoice, "S").every((tax) => !exempt(tax)),
  ...withoutTax("AE"),
  ...rateIsZero("AE"),
  "BR-AE-2": (invoice) =>
    !occurs(invoice, "AE") ||
    (known(invoice.seller) &&
      (taxId(invoice.buyer, "VA") !== "" || has(invoice.buyer, "SpecifiedLegalOrganization/ID"))),
  ...withoutTax("E"),
  ...rateIsZero("E"),
  "BR-E-2": (invoice) => !occurs(invoice, "E") || known(invoice.seller),
  ...withoutTax("O"),
  "BR-O-2": ({ seller, buyer, ...invoice }) =>
    !occurs({ seller, buyer, ...invoice }, "O") || (taxId(seller, "VA") === "" && taxId(buyer, "VA") === ""),
  "BR-O-5": (invoice) => linesOf(invoice, "O").every((line) => !has(lineTax(line), "RateApplicablePercent")),
  "BR-O-6": (invoice) => offOf(invoice, "O").every((node) => !has(node, "CategoryTradeTax/RateApplicablePercent")),
  "BR-O-11": (invoice) => vatOf(invoice, "O").length === 0 || invoice.vat.length === 1,
  "BR-O-12": (invoice) => vatOf(invoice, "O").length === 0 || linesOf(invoice, "O").length === invoice.lines.length,
  "BR-O-13": (invoice) => vatOf(invoice, "O").length === 0 || offOf(invoice, "O").length === invoice.allowances.length,
}

const contact = (seller: Node) => seller.one("DefinedTradeContact")
/** What the German national rules ask of an XRechnung beyond that. */
const xrechnung: Record<string, Rule> = {
  "BR-DE-1": ({ means }) => means.length > 0,
  "BR-DE-2": ({ seller }) => Boolean(contact(seller)),
  "BR-DE-3": ({ seller }) => has(seller, "PostalTradeAddress/CityName"),
  "BR-DE-4": ({ seller }) => has(seller, "PostalTradeAddress/PostcodeCode"),
  "BR-DE-5": ({ seller }) => has(contact(seller), "PersonName"),
  "BR-DE-6": ({ seller }) => has(contact(seller), "TelephoneUniversalCommunication/CompleteNumber"),
  "BR-DE-7": ({ seller }) => has(contact(seller), "EmailURIUniversalCommunication/URIID"),
  "BR-DE-8": ({ buyer }) => has(buyer, "PostalTradeAddress/CityName"),
  "BR-DE-9": ({ buyer }) => has(buyer, "PostalTradeAddress/PostcodeCode"),
  "BR-DE-14": ({ vat }) => vat.every((tax) => category(tax) === "O" || has(tax, "RateApplicablePercent")),
  "BR-DE-15": ({ agreement }) => has(agreement, "BuyerReference"),
  "BR-DE-16": ({ seller, vat }) => vat.every((tax) => category(tax) === "O") || known(seller),
  "BR-DE-21": ({ guideline }) => guideline?.text.endsWith("xrechnung_3.0") ?? false,
}

export const ruleNames = Object.keys({ ...general, ...calculation, ...categories, ...xrechnung })

/** The rules that an invoice breaks, by number; those of XRechnung only where it says to be one. */
export function brokenRules(xml: string): string[] {
  const invoice = readInvoice(xml)
  const rules = { ...general, ...calculation, ...categories }
  const asked = invoice.guideline?.text.includes("xrechnung") ? { ...rules, ...xrechnung } : rules
  return Object.entries(asked).flatMap(([name, holds]) => (holds(invoice) ? [] : [name]))
}
