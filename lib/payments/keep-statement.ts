import { unzipSync } from "fflate"
import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { getSettings } from "@/lib/sessions/settings"
import { readCamt, type Statement } from "./read-camt"

/** Of a statement, and of all in a zip file together. */
export const maxStatementBytes = 5 * 1024 ** 2

export type StatementRefusal =
  | "statement_too_large"
  | "statement_unreadable"
  | "statement_version"
  /** The house has not said to which account it is paid. */
  | "iban_missing"
  /** Of another account, in whole or in part. */
  | "other_account"

/**
 * Keeps what has come in by a bank statement (XML, or a zip file with several), so that it can be taken for payments. Each
 * entry is kept once, in whatever files it comes; the files are not kept. Debits are counted and left alone.
 */
export async function keepStatement(
  { bytes }: { bytes: Uint8Array },
  by: By,
): Promise<Outcome<{ added: number; known: number; debits: number; others: number }, StatementRefusal>> {
  const read = readStatements(bytes)
  if (!read.ok) return read
  const { ibans, credits, debits, others } = read
  return transaction(async (tx, now) => {
    const { iban } = (await getSettings(tx)).invoicing
    if (!iban) return refuse("iban_missing")
    if (ibans.some((one) => one !== iban)) return refuse("other_account")
    const data = credits.map(({ bookedOn, ...credit }, position) => ({
      ...{ ...credit, bookedOn: new Date(bookedOn), readAt: now, position },
    }))
    const { count: added } = await tx.bankCredit.createMany({ data, skipDuplicates: true })
    const counts = { added, known: credits.length - added, debits, others }
    await recordActivity(tx, "statement.read", { actor: by.actor, detail: counts, at: now })
    return { ok: true, ...counts }
  }, by)
}

function readStatements(bytes: Uint8Array): Outcome<Statement, StatementRefusal> {
  if (bytes.length > maxStatementBytes) return refuse("statement_too_large")
  const files = filesIn(bytes)
  if (!Array.isArray(files)) return refuse(files)
  const together: Statement = { ibans: [], credits: [], debits: 0, others: 0 }
  for (const file of files) {
    const read = readCamt(file)
    if (!read.ok) return read
    together.ibans.push(...read.ibans)
    together.credits.push(...read.credits)
    together.debits += read.debits
    together.others += read.others
  }
  return files.length > 0 ? { ok: true, ...together } : refuse("statement_unreadable")
}

/** By what the directory of a zip file says; no file is unpacked to more than that. */
function filesIn(bytes: Uint8Array): Uint8Array[] | "statement_too_large" | "statement_unreadable" {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return [bytes]
  let size = 0
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => /\.xml$/i.test(name) && (size += originalSize) <= maxStatementBytes,
    })
    return size > maxStatementBytes ? "statement_too_large" : Object.values(files)
  } catch {
    return "statement_unreadable"
  }
}
