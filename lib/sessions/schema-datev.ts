import { z } from "zod"
import { number } from "@/lib/input"

export const charts = ["SKR03", "SKR04"] as const

/** What has a revenue account of its own: what the rows of the VAT table (lib/payments/rules-vat.ts) say on documents. */
export const revenueCases = [
  "taxed_1900",
  "taxed_700",
  "reverse_charge",
  "small_business",
  "outside",
  "compensation",
] as const
export type RevenueCase = (typeof revenueCases)[number]

/** The other accounts: all debtors together, the bank, money on its way from Stripe, and the cents of rounding. */
export const otherAccounts = ["debtor", "bank", "transit", "rounding"] as const
export type AccountName = RevenueCase | (typeof otherAccounts)[number]

const accountInput = z
  .string()
  .trim()
  .regex(/^[1-9]\d{3,8}$/, "account")

/** How the tax adviser keeps the books (numbers as in the header of the DATEV format); an empty account is the chart's. */
export const datevInput = z
  .object({
    consultant: number(z.int().min(1001).max(9_999_999)).optional(),
    client: number(z.int().min(1).max(99_999)).optional(),
    chart: z.enum(charts).optional(),
    /** Of general ledger accounts; the debtor's is one digit longer. */
    accountLength: number(z.int().min(4).max(8)),
    /** The month in which the fiscal year begins. */
    fiscalMonth: number(z.int().min(1).max(12)),
    accounts: z.partialRecord(z.enum([...otherAccounts, ...revenueCases]), accountInput),
    /** Of accounts that do not know their VAT by themselves. */
    taxKeys: z.partialRecord(z.enum(revenueCases), z.string().regex(/^\d{1,4}$/, "tax_key")),
  })
  .superRefine(({ accounts, accountLength }, context) => {
    for (const [name, account] of Object.entries(accounts))
      if (account.length !== accountLength + (name === "debtor" ? 1 : 0))
        context.addIssue({ code: "custom", path: ["accounts", name], message: "account_length" })
  })
export type Datev = z.output<typeof datevInput>
