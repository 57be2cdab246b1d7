import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import type { TransferInput } from "./schema-desk"
import { lockPayable, type Taken, takeTransfer, type TransferRefusal } from "./take-transfer"

/**
 * Writes down that a transfer has come in, as the organizer has seen it at the bank. What is too much is to be given back
 * by hand (a refund that is wanted). Sent twice with the same `requestId` it is one transfer.
 * Where the VAT is not decided, it is kept, and reckoned up once it is.
 */
export async function recordTransfer(
  { requestId, ...transfer }: TransferInput,
  by: By,
): Promise<Outcome<Taken, TransferRefusal | "request_id_reused">> {
  return transaction(async (tx, now) => {
    const booking = await lockPayable(tx, transfer.bookingId)
    if (!booking) return refuse("not_found")
    return once(tx, { verb: "record-transfer", requestId, payload: transfer, now }, () =>
      takeTransfer(tx, booking, transfer, { ...by, now }),
    )
  }, by)
}
