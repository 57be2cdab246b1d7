import type { By } from "@/lib/activity"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { planChange } from "@/lib/bookings/plan-change"
import type { SessionChange } from "@/lib/bookings/schema"
import { db } from "@/lib/db"
import { berlin } from "./world"

type Options = {
  /** On which the change is made; the present one unless it says otherwise. */
  revision?: number
  message?: string
}

/** Changes a session as the desk does: confirmed and, where it waits, made to take effect at once. */
export async function changeNow(
  { id: sessionId }: { id: string },
  change: SessionChange,
  { actor, now }: By,
  { message = "Ein Satz.", ...options }: Options = {},
) {
  const session = await db.groupSession.findUnique({ where: { id: sessionId }, select: { revision: true } })
  const revision = options.revision ?? session?.revision ?? 1
  const by = { actor: actor.kind === "system" ? ({ kind: "organizer" } as const) : actor, now }
  const outcome = await planChange({ sessionId, revision, change, message, confirmed: true }, by)
  if (!outcome.ok || outcome.status !== "planned") return outcome
  const plan = await db.plannedChange.findFirst({ where: { groupSessionId: sessionId, state: "planned" } })
  if (plan) await carryOutChange({ changeId: plan.id }, by)
  return outcome
}

/** A move on the clock of Berlin. */
export const moveTo = (localStart: string, timeZone = berlin) => ({ kind: "move", localStart, timeZone }) as const
export const cancel = { kind: "cancel" } as const
export const resize = (capacity: number) => ({ kind: "capacity", capacity }) as const
