import { z } from "zod"
import { voucherCode } from "@/lib/bookings/schema-billing"

/** What a voucher takes off a net price. */
const worth = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("percent"), percent: z.int().min(1).max(100) }),
  z.object({ kind: z.literal("amount"), netCents: z.int().min(1).max(100_000_000) }),
  z.object({ kind: z.literal("seat") }),
])

/** What the organizer says of a voucher. */
export const voucherInput = z.object({
  code: voucherCode,
  worth,
  /** For one company only: the end of the address that is proved. */
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "domain")
    .optional(),
  formatId: z.uuid().optional(),
  mostUses: z.int().min(1).max(10_000).default(1),
  /** The last day, in the zone of the house. */
  expiresOn: z.iso.date().optional(),
})
export type VoucherInput = z.output<typeof voucherInput>
