import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { confirmVatRow } from "@/lib/payments/confirm-vat-row"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { sellerRevision } from "@/lib/sessions/edit-seller"
import { getSettings } from "@/lib/sessions/settings"
import { done } from "../../support/world"
import { onPage, type Rows } from "../row"
import { someInvoice, toInvoice, withVatId } from "../some-invoice"
import { running } from "../viewers"

/** Money: what stands on invoices, documents and vouchers. */
export const money: Rows = {
  "invoicing/actions.ts saveSellerAction": onPage(["owner"], "/organizer/settings/invoicing", async () => {
    const settings = await getSettings()
    return {
      revision: sellerRevision(settings),
      taxNumber: `12/345/${Math.random()}`,
      "series.invoice": "RE",
      "series.creditNote": "ST",
    }
  }),
  "invoicing/actions.ts confirmVatRowAction": onPage(["owner"], "/organizer/settings/invoicing", async () => {
    const row = "standard.session.germany"
    done(await confirmVatRow({ row, confirmed: false }, { actor: system }))
    return { row, confirmed: "yes" }
  }),
  "invoicing/actions.ts saveDatevAction": onPage(["owner"], "/organizer/settings/invoicing", () => ({
    ...{ consultant: String(1001 + Math.floor(Math.random() * 9_000_000)), client: "1", chart: "SKR03" },
    ...{ accountLength: "4", fiscalMonth: "1", "accounts.debtor": "10000" },
  })),
  "invoices/actions.ts issueNowAction": onPage(running, "/organizer/money/invoices", async ({ book }) => ({
    bookingId: await toInvoice(await book()),
  })),
  "invoices/actions.ts takeBackInvoiceAction": {
    may: running,
    call: async ({ book }) => {
      const invoiceId = await someInvoice(await book())
      const page = `/organizer/money/invoices/${invoiceId}/storno`
      return { page, fields: { invoiceId, reason: "asked", as: "anew" } }
    },
  },
  "invoices/actions.ts recordVatCheckAction": onPage(running, "/organizer/money/invoices", async ({ book }) => ({
    ...(await withVatId(await book())),
    answer: "valid",
  })),
  "vouchers/actions.ts createVoucherAction": onPage(running, "/organizer/money/vouchers/new", () => ({
    ...{ code: newCode(), "worth.kind": "percent", "worth.percent": "20", mostUses: "3" },
  })),
  "vouchers/actions.ts withdrawVoucherAction": onPage(running, "/organizer/money/vouchers", async () => ({
    voucherId: await someVoucher(),
  })),
}

const newCode = () => randomUUID().slice(0, 13).toUpperCase()

async function someVoucher(): Promise<string> {
  const voucher = voucherInput.parse({ code: newCode(), worth: { kind: "seat" } })
  return done(await createVoucher(voucher, { actor: system })).voucherId
}
