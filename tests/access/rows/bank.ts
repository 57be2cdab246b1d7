import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { keepStatement } from "@/lib/payments/keep-statement"
import { saveSettings } from "@/lib/sessions/settings"
import { seller } from "../../invoices/cases"
import { bytesOf, savingsBank } from "../../payments/statements"
import { done } from "../../support/world"
import { onPage, type Rows } from "../row"
import { running } from "../viewers"

const page = "/organizer/money/statement"

/** What has come in at the bank. */
export const bank: Rows = {
  "statement/actions.ts readStatementAction": onPage(running, page, async () => ({
    file: { fileName: "camt.xml", text: await statement() },
  })),
  "statement/actions.ts settleCreditsAction": onPage(running, page, async () => ({
    ...{ as: "aside", picked: await someCredit() },
  })),
}

/** Of the account of the house, with something new in it. */
async function statement(): Promise<string> {
  await saveSettings({ invoicing: seller.invoicing }, { actor: system })
  return savingsBank([{ cents: 100, payer: "Wer", text: "Beitrag", ref: randomUUID() }])
}

async function someCredit(): Promise<string> {
  done(await keepStatement({ bytes: bytesOf(await statement()) }, { actor: system }))
  return (await db.bankCredit.findFirstOrThrow({ where: { settledAt: null } })).id
}
