import { createHash } from "node:crypto"
import type { Prisma, Request } from "@/prisma/generated/client"
import { db, StaleReadError, type Tx } from "./db"
import { type Outcome, type Refusal, refuse } from "./errors"

/** SHA-256 of what was asked for, as it is compared with a repeated request. */
export const payloadHash = (payload: unknown): string =>
  createHash("sha256").update(JSON.stringify(payload)).digest("hex")

/**
 * A repeated request is one request. Does the work unless this verb has already answered to the `requestId`: with
 * the same payload the earlier answer comes back, with another one the refusal `request_id_reused`. Refusals are not
 * remembered. Call it after the session locks, so that a repetition waits for the first.
 * @param request without a `requestId` (an API call that is idempotent by itself) nothing is remembered
 * @param work answers what survives JSON, and instants under names that end in "At"
 */
export async function once<Done extends object, Reason extends string>(
  tx: Tx,
  request: { verb: string; requestId: string | undefined; payload: unknown; now: Date },
  work: () => Promise<Outcome<Done, Reason>>,
): Promise<Outcome<Done, Reason | "request_id_reused">> {
  const { verb, requestId, now } = request
  if (!requestId) return work()
  const hash = payloadHash(request.payload)
  const earlier = await tx.request.findUnique({ where: { verb_requestId: { verb, requestId } } })
  if (earlier) return answered<Done>(earlier, hash) ?? refuse("request_id_reused")
  const answer: ({ ok: true } & Done) | Refusal<Reason> = await work()
  if (!answer.ok) return answer
  const { ok: _, ...done } = answer
  const result = JSON.parse(JSON.stringify(done)) as Prisma.InputJsonObject
  // Two first requests at once on different sessions: the second reads the first one's answer on its next attempt.
  const { count } = await tx.request.createMany({
    data: [{ verb, requestId, payloadHash: hash, result, createdAt: now }],
    skipDuplicates: true,
  })
  if (count === 0) throw new StaleReadError()
  return answer
}

/**
 * The answer that this verb has given to the `requestId` with the same payload; null where there is none, whatever the
 * reason. For whoever asks again by a link that the first request has made void: they hear what they heard, no more.
 */
export async function findAnswer<Done extends object>(request: {
  verb: string
  requestId: string | undefined
  payload: unknown
}): Promise<({ ok: true } & Done) | null> {
  const { verb, requestId, payload } = request
  if (!requestId) return null
  const earlier = await db.request.findUnique({ where: { verb_requestId: { verb, requestId } } })
  return earlier && answered<Done>(earlier, payloadHash(payload))
}

/** What was answered, where the same was asked. */
const answered = <Done extends object>(earlier: Request, hash: string): ({ ok: true } & Done) | null =>
  earlier.payloadHash === hash ? { ok: true, ...revive<Done>(earlier.result) } : null

const revive = <Done>(result: Prisma.JsonValue): Done =>
  JSON.parse(JSON.stringify(result), (name, value: unknown) =>
    name.endsWith("At") && typeof value === "string" ? new Date(value) : value,
  ) as Done

/** Forgets what was asked for long ago; a form that is sent again after a month is a new one. Runs daily. */
export async function forgetRequests(): Promise<void> {
  await db.$executeRaw`DELETE FROM requests WHERE created_at < now() - interval '30 days'`
}
