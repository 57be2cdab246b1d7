import { createHash } from "node:crypto"
import { XMLParser, XMLValidator } from "fast-xml-parser"
import { type Outcome, refuse } from "@/lib/errors"
import { decodeText } from "@/lib/decode-text"
import { camtDocument, type CamtEntry, type CamtTransaction } from "./schema-camt"

/** What has come in, as the bank says it; `key` names it, also in another file. */
export type Credit = {
  key: string
  bookedOn: string
  cents: number
  currency: string
  payer: string
  remittance: string
}

/** The credits of the accounts in a file, and how much else there is: debits, and what is reversed or not booked yet. */
export type Statement = { ibans: string[]; credits: Credit[]; debits: number; others: number }

const lists = new Set(["Stmt", "Ntry", "NtryDtls", "TxDtls", "Ustrd", "Strd"])

const parser = new XMLParser({
  ...{ ignoreAttributes: false, removeNSPrefix: true, parseTagValue: false, ignorePiTags: true },
  ...{ isArray: (name) => lists.has(name), maxNestedTags: 40 },
})

/**
 * Reads a statement (camt.053, versions 001.02 and 001.08). A file that declares a document type or entities is refused before
 * it is parsed: none of the banks' does, and all that can be hidden in one hides there.
 */
export function readCamt(bytes: Uint8Array): Outcome<Statement, "statement_unreadable" | "statement_version"> {
  const xml = decodeText(bytes)
  if (/<!(DOCTYPE|ENTITY)/i.test(xml) || XMLValidator.validate(xml) !== true) return refuse("statement_unreadable")
  const parsed = camtDocument.safeParse(parsedOf(xml))
  if (!parsed.success) return refuse("statement_unreadable")
  if (!/<([\w.-]+:)?Document\s[^>]*:camt\.053\.001\.0[28]["']/.test(xml)) return refuse("statement_version")
  const statement: Statement = { ibans: [], credits: [], debits: 0, others: 0 }
  for (const { Acct, Ntry = [] } of parsed.data.Document.BkToCstmrStmt.Stmt) {
    const iban = (Acct.Id.IBAN ?? "").replace(/\s/g, "").toUpperCase()
    statement.ibans.push(iban)
    // Entries that nothing tells apart are so many of a statement, and the same ones in another.
    const seen = new Map<string, number>()
    for (const entry of Ntry) {
      if (entry.CdtDbtInd === "DBIT") statement.debits++
      else if (!isBooked(entry)) statement.others++
      else {
        const bookedOn = dayOf(entry)
        if (!bookedOn) return refuse("statement_unreadable")
        for (const { names, ...credit } of partsOf(entry)) {
          const name = JSON.stringify([iban, bookedOn, credit.cents, credit.currency, ...names])
          const count = seen.get(name) ?? 0
          seen.set(name, count + 1)
          const key = createHash("sha256").update(`${name} ${count}`).digest("hex")
          if (credit.cents > 0 && credit.cents <= mostCents) statement.credits.push({ ...credit, key, bookedOn })
          else statement.others++
        }
      }
    }
  }
  return { ok: true, ...statement }
}

/** More than that no booking costs. */
const mostCents = 100_000_000

function parsedOf(xml: string): unknown {
  try {
    return parser.parse(xml)
  } catch {
    return null
  }
}

/** A reversal gives back what was taken from the account, and is no payment. */
const isBooked = ({ Sts, RvslInd }: CamtEntry) =>
  (typeof Sts === "string" ? Sts : Sts.Cd) === "BOOK" && RvslInd !== "true" && RvslInd !== "1"

const dayOf = ({ BookgDt, ValDt }: CamtEntry): string | undefined => {
  const date = BookgDt ?? ValDt
  return date?.Dt ?? date?.DtTm?.slice(0, 10)
}

type Part = Omit<Credit, "key" | "bookedOn"> & { names: string[] }

/** Several payments in one entry are taken apart, where each says its amount and together they are the entry's. */
function partsOf(entry: CamtEntry): Part[] {
  const { Amt, AcctSvcrRef, NtryDtls = [], AddtlNtryInf = "" } = entry
  const details = NtryDtls.flatMap((some) => some?.TxDtls ?? []).filter((detail) => detail !== undefined)
  const [cents, currency] = [centsOf(Amt["#text"]), Amt["@_Ccy"]]
  const amounts = details.map((detail) => detail.Amt ?? detail.AmtDtls?.TxAmt?.Amt)
  const each = amounts.map((amount) => (amount?.["@_Ccy"] === currency ? centsOf(amount["#text"]) : NaN))
  const isApart =
    details.length > 1 &&
    details.every(({ CdtDbtInd }) => CdtDbtInd !== "DBIT") &&
    each.reduce((sum, cents) => sum + cents, 0) === cents
  const parts = isApart
    ? details.map((detail, index) => ({ cents: each[index]!, own: [detail] }))
    : [{ cents, own: details }]
  return parts.map(({ cents, own }) => {
    const payer = tidy(own.length === 1 ? payerOf(own[0]!) : "", 140)
    const remittance = tidy(own.map(remittanceOf).join(" ") || AddtlNtryInf, 500)
    const reference = [...own.map(({ Refs }) => Refs?.AcctSvcrRef), AcctSvcrRef].find(isReference)
    return { cents, currency, payer, remittance, names: reference ? [reference] : [payer, remittance] }
  })
}

const isReference = (text: string | undefined): text is string =>
  !!text && !/^(NOTPROVIDED|NONREF|0+)$/i.test(text.replace(/\s/g, ""))

const payerOf = ({ RltdPties }: CamtTransaction): string => {
  const { Dbtr, UltmtDbtr } = RltdPties ?? {}
  return Dbtr?.Nm ?? Dbtr?.Pty?.Nm ?? UltmtDbtr?.Nm ?? UltmtDbtr?.Pty?.Nm ?? ""
}

function remittanceOf({ RmtInf, Refs, AddtlTxInf }: CamtTransaction): string {
  const structured = (RmtInf?.Strd ?? []).flatMap((some) => some?.CdtrRefInf?.Ref ?? [])
  const said = [...(RmtInf?.Ustrd ?? []), ...structured]
  const end = isReference(Refs?.EndToEndId) ? [Refs.EndToEndId] : []
  return [...(said.length > 0 ? said : AddtlTxInf ? [AddtlTxInf] : []), ...end].join(" ")
}

const tidy = (text: string, most: number): string =>
  [...text.replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim()].slice(0, most).join("")

/** Exact: whoever has a third decimal has no cents. */
function centsOf(amount: string): number {
  const [euros = "", decimals = ""] = amount.split(".")
  return /^\d{0,2}0*$/.test(decimals) ? Number(euros) * 100 + Number(decimals.slice(0, 2).padEnd(2, "0")) : NaN
}
