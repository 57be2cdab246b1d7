/**
 * Bank statements as several kinds of banks write them, with invented people and accounts: what is where differs, what it says
 * does not.
 */
export const ownIban = "DE02120300000000202051"

export type Given = {
  cents: number
  payer?: string
  text?: string | string[]
  /** The bank's own reference. */
  ref?: string | null
  day?: string
  currency?: string
  side?: "CRDT" | "DBIT"
  status?: string
  reversal?: boolean
}

const euros = (cents: number) => (cents / 100).toFixed(2)
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
const lines = (text: string | string[] = "") =>
  [text]
    .flat()
    .map((line) => `<Ustrd>${escaped(line)}</Ustrd>`)
    .join("")

const head = (iban: string, entries: string) =>
  `<BkToCstmrStmt><GrpHdr><MsgId>053D2026120900001</MsgId><CreDtTm>2026-12-09T05:00:00.0+01:00</CreDtTm></GrpHdr>
<Stmt><Id>0352C5320261209</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>2026-12-09T05:00:00.0+01:00</CreDtTm>
<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Mustermann Beratung</Nm></Ownr></Acct>
<Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-12-08</Dt></Dt></Bal>
${entries}</Stmt></BkToCstmrStmt>`

/** A savings bank, 001.02: text in several lines, the reference at the entry, the name one step up. */
export const savingsBank = (given: Given[], { iban = ownIban } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${head(
  iban,
  given
    .map(
      ({ cents, payer = "", text, ref = "NONREF", day = "2026-12-08", currency = "EUR", side = "CRDT", ...rest }) => `
<Ntry><Amt Ccy="${currency}">${euros(cents)}</Amt><CdtDbtInd>${side}</CdtDbtInd>${rest.reversal ? "<RvslInd>true</RvslInd>" : ""}
<Sts>${rest.status ?? "BOOK"}</Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>${ref}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<AmtDtls><TxAmt><Amt Ccy="${currency}">${euros(cents)}</Amt></TxAmt></AmtDtls>
<RltdPties><Dbtr><Nm>${escaped(payer)}</Nm></Dbtr></RltdPties><RmtInf>${lines(text)}</RmtInf></TxDtls></NtryDtls>
<AddtlNtryInf>GUTSCHR. UEBERWEISUNG</AddtlNtryInf></Ntry>`,
    )
    .join(""),
)}
</Document>`

/** A direct bank, 001.08: with a prefix, the status as a choice, the name within a party, a reference of its own for each. */
export const directBank = (given: Given[], { iban = ownIban } = {}): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<n0:Document xmlns:n0="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${head(
    iban,
    given
      .map(
        ({ cents, payer = "", text, ref, day = "2026-12-08", currency = "EUR", side = "CRDT", ...rest }, index) => `
<Ntry><NtryRef>${index + 1}</NtryRef><Amt Ccy="${currency}">${euros(cents)}</Amt><CdtDbtInd>${side}</CdtDbtInd>
<RvslInd>${rest.reversal ?? false}</RvslInd><Sts><Cd>${rest.status ?? "BOOK"}</Cd></Sts>
<BookgDt><DtTm>${day}T12:00:00+01:00</DtTm></BookgDt><BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs>${ref === null ? "" : `<AcctSvcrRef>${ref ?? `2026120800${index}`}</AcctSvcrRef>`}</Refs>
<Amt Ccy="${currency}">${euros(cents)}</Amt><CdtDbtInd>${side}</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>${escaped(payer)}</Nm></Pty></Dbtr></RltdPties><RmtInf>${lines(text)}</RmtInf></TxDtls></NtryDtls></Ntry>`,
      )
      .join(""),
  ).replace(/<(\/?)(\w)/g, "<$1n0:$2")}</n0:Document>`

/** One entry for several payments, as some banks gather them. */
export const gathered = (given: Given[], { total }: { total?: number } = {}): string => {
  const sum = total ?? given.reduce((cents, one) => cents + one.cents, 0)
  const details = given.map(
    ({ cents, payer = "", text }) => `<TxDtls><Amt Ccy="EUR">${euros(cents)}</Amt>
<RltdPties><Dbtr><Pty><Nm>${escaped(payer)}</Nm></Pty></Dbtr></RltdPties><RmtInf>${lines(text)}</RmtInf></TxDtls>`,
  )
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${head(
    ownIban,
    `<Ntry><Amt Ccy="EUR">${euros(sum)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-12-08</Dt></BookgDt>
<AcctSvcrRef>BATCH1</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>${given.length}</NbOfTxs></Btch>${details.join("")}</NtryDtls></Ntry>`,
  )}</Document>`
}

export const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml)
