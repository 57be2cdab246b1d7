import { z } from "zod"

/**
 * What is read of a statement: ISO 20022, camt.053.001.02 and .08 ("BankToCustomerStatement"; in Germany DFÜ-Abkommen,
 * Anlage 3). Everything else in it is left alone. An empty element is none.
 */
const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional())

const text = z.string()
const amount = z.object({
  "#text": z.string().regex(/^\d{1,13}(\.\d{1,5})?$/),
  "@_Ccy": z.string().regex(/^[A-Z]{3}$/),
})
const side = z.enum(["CRDT", "DBIT"])
const date = z.object({ Dt: maybe(z.iso.date()), DtTm: maybe(z.string().regex(/^\d{4}-\d\d-\d\dT/)) })
/** In the older version the name of a party stands one step higher. */
const party = z.object({ Nm: maybe(text), Pty: maybe(z.object({ Nm: maybe(text) })) })

const transaction = z.object({
  Refs: maybe(z.object({ AcctSvcrRef: maybe(text), EndToEndId: maybe(text) })),
  Amt: maybe(amount),
  AmtDtls: maybe(z.object({ TxAmt: maybe(z.object({ Amt: amount })) })),
  CdtDbtInd: maybe(side),
  RltdPties: maybe(z.object({ Dbtr: maybe(party), UltmtDbtr: maybe(party) })),
  RmtInf: maybe(
    z.object({
      Ustrd: maybe(z.array(text)),
      Strd: maybe(z.array(maybe(z.object({ CdtrRefInf: maybe(z.object({ Ref: maybe(text) })) })))),
    }),
  ),
  AddtlTxInf: maybe(text),
})
export type CamtTransaction = z.output<typeof transaction>

const entry = z.object({
  Amt: amount,
  CdtDbtInd: side,
  RvslInd: maybe(text),
  Sts: z.union([text, z.object({ Cd: maybe(text) })]),
  BookgDt: maybe(date),
  ValDt: maybe(date),
  AcctSvcrRef: maybe(text),
  NtryDtls: maybe(z.array(maybe(z.object({ TxDtls: maybe(z.array(maybe(transaction))) })))),
  AddtlNtryInf: maybe(text),
})
export type CamtEntry = z.output<typeof entry>

const statement = z.object({
  Acct: z.object({ Id: z.object({ IBAN: maybe(text) }) }),
  Ntry: maybe(z.array(entry)),
})

export const camtDocument = z.object({
  Document: z.object({ BkToCstmrStmt: z.object({ Stmt: z.array(statement) }) }),
})
