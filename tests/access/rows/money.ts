import { system } from "@/lib/activity"
import { confirmVatRow } from "@/lib/payments/confirm-vat-row"
import { sellerRevision } from "@/lib/sessions/edit-seller"
import { getSettings } from "@/lib/sessions/settings"
import { done } from "../../support/world"
import { onPage, type Rows } from "../row"

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
}
