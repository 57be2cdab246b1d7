import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { type Admission, type AdmissionRefusal, guestFault } from "@/lib/people/rules-admission"
import type { LockedBookingRow } from "./lock-booking"
import { readAnswers, type RoundAnswers } from "./queries-answers"

/**
 * What stands against a booking on its way into a session by the public rules of its format alone, whoever is there. What
 * a closed round asks counts as it is said now, or else as it was said before. Writes nothing.
 * @returns what is to be kept of it by `keepAnswers` once nothing else stands against the way; null for nothing
 */
export async function askForRound(
  tx: Tx,
  { id, role }: Pick<LockedBookingRow, "id" | "role">,
  admission: Admission,
  said: RoundAnswers,
): Promise<Outcome<{ answers: RoundAnswers | null }, AdmissionRefusal>> {
  const before = await readAnswers(id, admission, tx)
  const { industry = before.industry, sizeBand = before.sizeBand, noSalesVersion = before.noSalesVersion } = said
  const fault = guestFault({ role, industry, sizeBand }, noSalesVersion, admission)
  if (fault) return refuse(fault)
  const isNew = admission.round === "closed" && Object.values(said).some(Boolean)
  return { ok: true, answers: isNew ? { industry, sizeBand, noSalesVersion } : null }
}

/** Keeps what a booking says for a closed round, before it takes a seat there: that is counted by it. */
export async function keepAnswers(tx: Tx, bookingId: string, answers: RoundAnswers | null): Promise<void> {
  if (!answers) return
  await tx.roundProfile.upsert({
    where: { bookingId },
    create: { bookingId, ...answers },
    update: answers,
    select: { bookingId: true },
  })
}
