import { hundredths } from "@/lib/money"
import { nested } from "../../../../../../form-answer"

/** What is typed into the form of a voucher, in the shape the schema checks. */
export function readVoucher(typed: Record<string, string>): Record<string, unknown> {
  const { worth, mostUses, ...rest } = nested(typed)
  const { kind, percent, netCents } = (worth ?? {}) as Record<string, string | undefined>
  return {
    ...rest,
    worth: { kind, percent: percent && whole(percent), netCents: netCents && hundredths(netCents) },
    mostUses: mostUses === undefined ? undefined : whole(String(mostUses)),
  }
}

// Not a number is NaN, which the schema refuses.
const whole = (text: string) => (/^\s*\d{1,6}\s*$/.test(text) ? Number(text) : NaN)
