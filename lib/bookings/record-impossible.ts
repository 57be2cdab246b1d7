import { recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"

/** A to-do of the desk: somebody's company turned out to have a seat there already. */
export const recordImpossible = (
  tx: Tx,
  { detail, ...about }: Omit<Parameters<typeof recordActivity>[2], "detail"> & { detail?: object },
) => recordActivity(tx, "decision.impossible", { ...about, detail: { ...detail, why: "company_seated" } })
