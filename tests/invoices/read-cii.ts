import { XMLParser, XMLValidator } from "fast-xml-parser"

/** A part of an XML document: its text, its attributes and the parts in it. */
export type Node = {
  text: string
  attributes: Record<string, string>
  all: (path: string) => Node[]
  one: (path: string) => Node | undefined
}

/** Reads XML with a parser that has nothing to do with whoever wrote it. Throws what is not well-formed. */
export function readXml(xml: string): Node {
  const wellFormed = XMLValidator.validate(xml)
  if (wellFormed !== true) throw new Error(wellFormed.err.msg)
  const parser = new XMLParser({
    ...{ ignoreAttributes: false, attributeNamePrefix: "@", removeNSPrefix: true, ignoreDeclaration: true },
    ...{
      parseTagValue: false,
      parseAttributeValue: false,
      isArray: (_name: string, _path: unknown, _leaf: boolean, isAttribute: boolean) => !isAttribute,
    },
  })
  return nodeOf(parser.parse(xml) as object)
}

function nodeOf(value: unknown): Node {
  const fields = typeof value === "object" && value ? (value as Record<string, unknown>) : { "#text": value }
  const asText = (part: unknown) => (typeof part === "string" || typeof part === "number" ? String(part) : "")
  const children = (name: string) => {
    const found = fields[name]
    return (Array.isArray(found) ? found : found === undefined ? [] : [found]).map(nodeOf)
  }
  const all = (path: string): Node[] => {
    const [name = "", ...rest] = path.split("/")
    return rest.length === 0 ? children(name) : children(name).flatMap((child) => child.all(rest.join("/")))
  }
  const attributes = Object.entries(fields).flatMap(([name, text]) =>
    name.startsWith("@") ? [[name.slice(1), asText(text)]] : [],
  )
  return {
    text: asText(Array.isArray(fields["#text"]) ? fields["#text"][0] : fields["#text"]).trim(),
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    all,
    one: (path) => all(path)[0],
  }
}

/** Exactly, in cents; what has more than two decimals or is no number is NaN. */
export const centsOf = (node: Node | undefined): number => {
  const [, sign, whole, decimals = ""] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(node?.text ?? "") ?? []
  if (whole === undefined) return NaN
  return (sign ? -1 : 1) * (Number(whole) * 100 + Number(decimals.padEnd(2, "0")))
}

/** A Cross Industry Invoice by the groups of EN 16931. */
export function readInvoice(xml: string) {
  const root = readXml(xml).one("CrossIndustryInvoice")
  if (!root) throw new Error("no Cross Industry Invoice")
  const trade = root.one("SupplyChainTradeTransaction") as Node
  const settlement = trade.one("ApplicableHeaderTradeSettlement") as Node
  const agreement = trade.one("ApplicableHeaderTradeAgreement") as Node
  const allowances = settlement.all("SpecifiedTradeAllowanceCharge")
  const isCharge = (node: Node) => node.one("ChargeIndicator/Indicator")?.text === "true"
  return {
    ...{ root, trade, settlement, agreement },
    document: root.one("ExchangedDocument") as Node,
    guideline: root.one("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"),
    seller: agreement.one("SellerTradeParty") as Node,
    buyer: agreement.one("BuyerTradeParty") as Node,
    delivery: trade.one("ApplicableHeaderTradeDelivery"),
    lines: trade.all("IncludedSupplyChainTradeLineItem"),
    vat: settlement.all("ApplicableTradeTax"),
    allowances: allowances.filter((node) => !isCharge(node)),
    charges: allowances.filter(isCharge),
    totals: settlement.one("SpecifiedTradeSettlementHeaderMonetarySummation") as Node,
    means: settlement.all("SpecifiedTradeSettlementPaymentMeans"),
    terms: settlement.all("SpecifiedTradePaymentTerms"),
  }
}
export type ReadInvoice = ReturnType<typeof readInvoice>
