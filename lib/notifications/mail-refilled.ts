import type { Fee } from "@/lib/bookings/rules"
import type { Tx } from "@/lib/db"
import type { Activity } from "@/prisma/generated/client"
import { backOf, readSeat } from "./facts"
import { feeReaders, mailHolders } from "./mail-holders"

/** Who gave a seat back late hears that somebody else has it, that nothing is owed, and what goes back: once for this seat. */
export async function mailRefilled(tx: Tx, activity: Activity): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, activity)
  const { waived } = activity.detail as { waived: Fee }
  const about = { occasion: `refilled:${seat.id}`, booking, session, participantId: seat.participantId }
  await mailHolders(
    tx,
    { ...about, kind: "refilled" },
    { percent: waived.percent, back: await backOf(tx, booking, seat.id) },
    feeReaders(session),
  )
}
