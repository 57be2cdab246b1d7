import type { Actor } from "@/lib/activity"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { withdrawVoucher } from "@/lib/payments/withdraw-voucher"
import { localDayOf } from "@/lib/time-zone"
import { must } from "./must"
import { demoSettings } from "./settings"

const day = 24 * 3_600_000

/** Codes of each kind: for whoever comes back, for one company, and one that was given to too many. */
export async function seedVouchers(formatId: string, actor: Actor, now: Date): Promise<void> {
  const inDays = (days: number) => localDayOf(new Date(now.getTime() + days * day), demoSettings.timeZone)
  const vouchers = [
    { code: "WIEDER-DABEI", worth: { kind: "percent", percent: 20 }, mostUses: 25, expiresOn: inDays(120) },
    { code: "BEISPIEL-SOEHNE", worth: { kind: "seat" }, domain: "beispiel-soehne.example", mostUses: 2, formatId },
    { code: "MESSE-2026", worth: { kind: "amount", netCents: 5_000 }, mostUses: 100 },
  ]
  for (const [index, voucher] of vouchers.entries()) {
    const createdAt = new Date(now.getTime() - (60 - index) * day)
    const { voucherId } = must(await createVoucher(voucherInput.parse(voucher), { actor, now: createdAt }))
    if (voucher.code === "MESSE-2026")
      must(await withdrawVoucher({ voucherId }, { actor, now: new Date(now.getTime() - 9 * day) }))
  }
}
