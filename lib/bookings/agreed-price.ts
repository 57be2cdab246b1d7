import type { Tx } from "@/lib/db"
import { priceIn } from "@/lib/money"
import type { PaymentMethod } from "@/prisma/generated/client"
import { agreedPrice, type AgreedPrice, usedVoucher } from "./rules-price"

const voucher = { select: { id: true, kind: true, percent: true, netCents: true } } as const

/** The price a locked booking is agreed at, and how it is to be paid. */
export async function priceOf(
  tx: Tx,
  bookingId: string,
): Promise<{ price: AgreedPrice | null; pays: PaymentMethod | null }> {
  const booking = await tx.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: {
      ...{ priceNetCents: true, vatRateBasisPoints: true, currency: true, pays: true },
      voucherUse: { select: { givenBackAt: true, voucher } },
    },
  })
  const { pays, voucherUse } = booking
  return { price: agreedPrice(priceIn(booking), usedVoucher(voucherUse)), pays }
}

/** Into the log, when a seat is sure: what is owed follows from it and not from what the booking says later. */
export const agreed = async (tx: Tx, bookingId: string) => ({ price: (await priceOf(tx, bookingId)).price })
