import type { Actor } from "@/lib/activity"
import { transaction } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { once } from "@/lib/once"
import { checkDates, type DateRefusal } from "./check-dates"
import { makeDates } from "./make-dates"
import type { GroupSessionInput } from "./schema"

export type CreateRefusal = DateRefusal | "request_id_reused"

/** Creates a draft. Nobody sees it before it is published. Refuses what `checkDates` does. */
export async function createGroupSession(
  input: GroupSessionInput & { requestId: string },
  by: { actor: Actor; now?: Date },
): Promise<Outcome<{ sessionId: string; slug: string }, CreateRefusal>> {
  const { requestId, ...fields } = input
  return transaction(
    (tx, now) =>
      once(tx, { verb: "create-group-session", requestId, payload: fields, now }, async () => {
        const checked = await checkDates(tx, [fields], now)
        if (!checked.ok) return checked
        const [session] = await makeDates(tx, checked.dates, { actor: by.actor, at: now })
        return { ok: true, sessionId: session!.id, slug: session!.slug }
      }),
    { now: by.now },
  )
}
