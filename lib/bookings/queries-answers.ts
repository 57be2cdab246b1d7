import { db, type Tx } from "@/lib/db"
import type { Admission } from "@/lib/people/rules-admission"
import type { SubstituteInput } from "@/lib/people/schema"

/** What a closed round asks beside the person: of their company, and which text "no sales in the room" they agree to. */
export type RoundAnswers = Pick<SubstituteInput, "industry" | "sizeBand"> & { noSalesVersion?: string }

type Round = Pick<Admission, "round">

/** What a booking has said before of what a round asks; of an open one nothing is asked. */
export async function readAnswers(bookingId: string, { round }: Round, tx: Tx = db): Promise<RoundAnswers> {
  const profile = round === "closed" && (await tx.roundProfile.findUnique({ where: { bookingId } }))
  const { industry, sizeBand, noSalesVersion } = profile || {}
  return {
    industry: industry ?? undefined,
    sizeBand: sizeBand ?? undefined,
    noSalesVersion: noSalesVersion ?? undefined,
  }
}

/** What a round asks that a booking has not said yet. */
export async function lacksAnswers(
  bookingId: string,
  { round }: Round,
): Promise<{ company: boolean; noSales: boolean }> {
  const { industry, sizeBand, noSalesVersion } = await readAnswers(bookingId, { round })
  const asks = round === "closed"
  return { company: asks && !(industry && sizeBand), noSales: asks && !noSalesVersion }
}
