import { createHash } from "node:crypto"
import type { Prisma } from "@/prisma/generated/client"
import { StaleReadError, type Tx } from "./db"
import { type Outcome, type Refusal, refuse } from "./errors"

/** SHA-256 of what was asked for, as it is compared with a repeated request. */
export const payloadHash = (payload: unknown): string => createHash("sha256").update(JSON.stringify(payload)).digest("hex")

/**
 * A repeated request is one request. Does the work unless this verb has already answered to the `requestId`: with
 * the same payload the earlier answer comes back, with another one the refusal `request_id_reused`. Refusals are not
 * remembered. Call it after the session locks, so that a repetition waits for the first.
 * @param work answers plain JSON; dates as ISO text
 */
export async function once<Done extends Prisma.JsonObject, Reason extends string>(
  tx: Tx,
  request: { verb: string; requestId: string; payload: unknown; now: Date },
  work: () => Promise<Outcome<Done, Reason>>,
): Promise<Outcome<Done, Reason | "request_id_reused">> {
  const { verb, requestId, now } = request
  const hash = payloadHash(request.payload)
  const earlier = await tx.request.findUnique({ where: { verb_requestId: { verb, requestId } } })
  if (earlier) return earlier.payloadHash === hash ? { ok: true, ...(earlier.result as Done) } : refuse("request_id_reused")
  const answer: ({ ok: true } & Done) | Refusal<Reason> = await work()
  if (!answer.ok) return answer
  const { ok: _, ...result } = answer
  // Two first requests at once on different sessions: the second reads the first one's answer on its next attempt.
  const { count } = await tx.request.createMany({
    data: [{ verb, requestId, payloadHash: hash, result: result as Prisma.InputJsonObject, createdAt: now }],
    skipDuplicates: true,
  })
  if (count === 0) throw new StaleReadError()
  return answer
}
