import type { z } from "zod"
import { formerHolderOf, type Holder, holderOf } from "@/lib/bookings/policy"
import { findBookingId } from "@/lib/bookings/queries"
import { now as presentTime } from "@/lib/clock"
import { isTransient } from "@/lib/errors"
import { errorFacts, log } from "@/lib/log"
import { findEntryBookingId } from "@/lib/waitlist/queries"
import { limitClient } from "@/lib/rate-limit"
import { requestContext } from "@/lib/request-context"
import type { Operation } from "../_contract/operations"
import type { Reason } from "../_contract/reasons"
import { acceptsJson, isJson, type KeptFile, type No, sayFile, sayNo, sayYes } from "./answer"
import { fieldErrors } from "./field-errors"
import { MalformedJsonError, parseJson } from "./read-json"

type Read<Schema> = Schema extends z.ZodObject ? z.output<Schema> : undefined
export type Given<Op extends Operation> = {
  params: Read<Op["params"]>
  query: Read<Op["query"]>
  body: Read<Op["body"]>
  holder: Op extends { holder: true } ? Holder : undefined
}
/** The documented answer: a file, several things, or one. */
type Yes<Success extends Operation["success"]> = Success extends { schema: infer Schema }
  ? Schema extends z.ZodArray
    ? { items: z.input<Schema> }
    : z.input<Schema>
  : { file: KeptFile }
/** What a handler says: the documented answer, or a "no" that is documented for it. */
type Said<Op extends Operation> =
  | ({ ok: true; location?: string } & Yes<Op["success"]>)
  | ({ ok: false; triesLeft?: number; until?: Date } & { reason: Op["reasons"][number] })

/** The answer that was given to the same request before; null where there is none. */
type Again<Op extends Operation> = (given: {
  holder: Holder
  body: Read<Op["body"]>
}) => Promise<Extract<Said<Op>, { ok: true }> | null>

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>

/** A "no" of the edge itself, before a verb was asked. */
class Refused extends Error {
  constructor(readonly no: No) {
    super(no.reason)
  }
}

/**
 * The route handler of an operation: holds the request to its description, finds out who asks, lets `run` do the
 * work, and says the answer in the documented shape. It reads no cookie.
 * @param again for what makes the token void by which it is asked: finds the answer when that is asked once more
 */
export function endpoint<Op extends Operation>(
  op: Op,
  run: (given: Given<Op>) => Promise<Said<Op>>,
  again?: Again<Op>,
): Handler {
  return async (request, context) => {
    const { requestId, client } = requestContext(request.headers)
    try {
      const limited = await limitClient(op.limit, client)
      if (!limited.ok) throw new Refused(limited)
      if ("schema" in op.success && !acceptsJson(request.headers.get("accept")))
        throw new Refused({ reason: "not_acceptable" })
      const said = await hear(op, request, await context.params, run, again)
      if (!said.ok) return sayNo({ ...said, retryAfter: said.until && secondsUntil(said.until) }, requestId)
      if (!("schema" in op.success)) return sayFile((said as unknown as { file: KeptFile }).file)
      // Parsing drops what is not documented.
      const answer = op.success.schema.parse("items" in said ? said.items : said)
      return sayYes(answer, op.success.status, said.location)
    } catch (error) {
      return sayNo(noOf(error, requestId), requestId)
    }
  }
}

/** The exports of a route: its handlers, and a clear answer to every other method. */
export function methods(handlers: { GET?: Handler; POST?: Handler; PUT?: Handler }) {
  const allow = Object.keys(handlers)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ")
  const refuse: Handler = ({ headers }) =>
    Promise.resolve(sayNo({ reason: "method_not_allowed", allow }, requestContext(headers).requestId))
  return { ...{ GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: refuse }, ...handlers }
}

async function hear<Op extends Operation>(
  op: Op,
  request: Request,
  asked: Record<string, unknown>,
  run: (given: Given<Op>) => Promise<Said<Op>>,
  again?: Again<Op>,
): Promise<Said<Op>> {
  let given: Given<Op>
  try {
    given = { ...(await readAddress(op, request, asked)), body: await readBody(op, request) } as Given<Op>
  } catch (error) {
    const isVoid = error instanceof Refused && error.no.reason === "token_invalid"
    const earlier = again && isVoid && (await hearAgain(op, request, asked.reference, again))
    if (earlier) return earlier
    throw error
  }
  return run(given)
}

/** Whatever else comes by a token of before, wrong input too, is for the check of the token alone. */
async function hearAgain<Op extends Operation>(op: Op, request: Request, reference: unknown, again: Again<Op>) {
  const holder = await formerHolderOf(bearerOf(request) ?? "")
  if (holder?.purpose !== "api" || holder.bookingId !== (await findBookingId(String(reference)))) return null
  try {
    return await again({ holder, body: (await readBody(op, request)) as Read<Op["body"]> })
  } catch (error) {
    if (error instanceof Refused || error instanceof MalformedJsonError) return null
    throw error
  }
}

async function readAddress(op: Operation, request: Request, asked: Record<string, unknown>) {
  const holder = op.holder && (await readHolder(request, asked))
  const params = op.params?.parse(asked)
  if (!op.query) return { holder, params, query: undefined }
  const search = [...new URL(request.url).searchParams]
  // A name that comes twice is a list, which no schema takes.
  const plain = search.map(([name, value]) => [
    name,
    search.filter(([other]) => other === name).length > 1 ? [] : value,
  ])
  return { holder, params, query: checked(op.query, Object.fromEntries(plain)) }
}

/** The holder of exactly this booking or entry; another one's token opens nothing here, not even whether there is something. */
async function readHolder(request: Request, asked: Record<string, unknown>): Promise<Holder> {
  const token = bearerOf(request)
  if (!token) throw new Refused({ reason: "token_missing" })
  const holder = await holderOf(token)
  if (holder?.purpose !== "api") throw new Refused({ reason: "token_invalid" })
  const asks = "id" in asked ? await findEntryBookingId(String(asked.id)) : await findBookingId(String(asked.reference))
  if (holder.bookingId !== asks) throw new Refused({ reason: "not_found" })
  return holder
}

const bearerOf = ({ headers }: Request) => /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1]

async function readBody(op: Operation, request: Request): Promise<unknown> {
  if (op.method === "get") return undefined
  const bytes = await request.arrayBuffer()
  if (!op.body && bytes.byteLength === 0) return undefined
  if (!isJson(request.headers.get("content-type"))) throw new Refused({ reason: "unsupported_media_type" })
  const json = parseJson(bytes)
  return op.body && checked(op.body, json)
}

function checked(schema: z.ZodObject, input: unknown) {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (!parsed.success) throw new Refused({ reason: "invalid_input", errors: fieldErrors(parsed.error) })
  return parsed.data
}

/** At least one: what is over by then has not been tidied up yet. */
const secondsUntil = (until: Date) => Math.max(1, Math.ceil((until.getTime() - presentTime().getTime()) / 1000))

function noOf(error: unknown, requestId: string): No {
  if (error instanceof Refused) return error.no
  if (error instanceof MalformedJsonError) return { reason: "malformed_json" }
  const reason: Reason = isTransient(error) ? "try_again" : "internal_error"
  log[reason === "try_again" ? "warn" : "error"]({ event: "api.failed", requestId, reason, ...errorFacts(error) })
  return reason === "try_again" ? { reason, retryAfter: 2 } : { reason }
}
