import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Checkout } from "./checkout"
import { Desk, type Parts } from "./desk"
import { Disputes } from "./disputes"
import { Events, type Hook } from "./events"
import { readForm } from "./form"
import { Keys } from "./idempotency"
import { keep, takeUp } from "./keep"
import { checkoutPage } from "./page"
import { Refunds } from "./refunds"
import { type Answer, found, State, StripeError } from "./state"

const apiVersion = "2026-10-28.endive"

/** What goes wrong with the next request that writes: before anything is done, or after it, so that only the answer is lost. */
export type Fault = {
  status: number | "hang_up"
  /** `kept`: nothing is done, and Stripe goes on saying so to this key. */
  when: "before" | "after" | "kept"
  times?: number
  /** Of "POST /v1/refunds". */
  path?: RegExp
}

type Options = { port?: number; now?: () => Date; file?: string }

export type Double = Awaited<ReturnType<typeof startDouble>>

/**
 * A Stripe that keeps what it is told, for the demo and for tests: Checkout, payment intents, refunds, events and signed
 * webhooks, each with what can go wrong. Listens on this machine only.
 * @param options `file`: where it keeps what it knows beyond its end
 */
export async function startDouble({ port = 0, now = () => new Date(), file }: Options = {}) {
  const state = new State(() => now())
  if (file) takeUp(state, file)
  let hook: Hook | null = null
  const events = new Events(state, () => hook, apiVersion)
  const parts = {
    ...{ state, events, checkout: new Checkout(state, events) },
    ...{ refunds: new Refunds(state, events), disputes: new Disputes(state, events) },
  }
  const desk = new Desk(parts)
  const keys = new Keys(() => now())
  const faults: Fault[] = []
  const calls: string[] = []
  const gathering = { wanted: 0, waiting: [] as (() => void)[] }

  const server = createServer((request, response) => {
    void answer(request, response)
      .catch(() => response.destroy())
      .finally(() => file && request.method === "POST" && keep(state, file))
  })

  async function gathered(method: string | undefined): Promise<void> {
    if (gathering.wanted === 0 || method !== "POST") return
    const all = new Promise<void>((done) => gathering.waiting.push(done))
    if (--gathering.wanted === 0) gathering.waiting.splice(0).forEach((done) => done())
    await all
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await textOf(request)
    const url = new URL(request.url ?? "/", "http://double")
    const page = /^\/pay\/(\w+)$/.exec(url.pathname)
    if (page) return showPage(parts, { id: page[1]!, method: request.method, body }, response)
    if (url.pathname === "/") return showDesk(desk, { request, body }, response)
    const said = `${request.method} ${url.pathname}`
    calls.push(said)
    const fault = faults.find(({ path }) => !path || path.test(said))
    if (fault && (fault.times = (fault.times ?? 1) - 1) <= 0) faults.splice(faults.indexOf(fault), 1)
    const lose = () => (fault?.status === "hang_up" ? response.destroy() : send(response, failure(fault!.status)))
    if (fault?.when === "before") return lose()
    try {
      const work = async () => {
        if (fault?.when === "kept") return failure(fault.status as number)
        await gathered(request.method)
        return { status: 200, body: structuredClone(act(parts, request.method ?? "GET", url, body)) }
      }
      const key = request.headers["idempotency-key"]
      const given = await keys.answer(typeof key === "string" ? key : undefined, `${said} ${body}`, work)
      if (fault?.when === "after") return lose()
      send(response, given)
    } catch (error) {
      if (!(error instanceof StripeError)) throw error
      send(response, error.answer)
    }
  }

  await new Promise<void>((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", done))
  state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: state.baseUrl,
    ...parts,
    keys,
    calls,
    /** Where events are told. */
    tellTo: (to: Hook | null) => void (hook = to),
    fail: (fault: Fault) => void faults.push(fault),
    /** Nothing goes wrong any more. */
    forgive: () => void faults.splice(0),
    /** The next so many requests that write are answered when all of them are there. */
    gather: (requests: number) => void (gathering.wanted = requests),
    stop: async () => {
      await events.settled()
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

const failure = (status: number): Answer => new StripeError(status, "Something went wrong on purpose.").answer

function act({ state, checkout, refunds, disputes }: Parts, method: string, url: URL, body: string): object {
  const [, first = "", second = "", id = "", verb = ""] = url.pathname.slice(1).split("/")
  const isCheckout = first === "checkout" && second === "sessions"
  if (method === "POST" && isCheckout && verb === "expire") return checkout.expire(id)
  if (method === "POST" && isCheckout && !id) return checkout.create(readForm(body))
  if (method === "POST" && first === "refunds" && !second) return refunds.create(readForm(body))
  if (method !== "GET") throw new StripeError(404, `Unrecognized request URL (${method} ${url.pathname}).`)
  if (isCheckout && id) return expanded(state, checkout.get(id), url)
  if (isCheckout) return list([...state.sessions.values()].reverse(), url)
  if (first === "payment_intents" && second) return found(state.intents, second, "payment_intent")
  if (first === "refunds" && second) return refunds.get(second)
  if (first === "disputes" && second) return disputes.get(second)
  if (first === "refunds") return list([...state.refunds.values()].filter(ofIntent(url)).reverse(), url)
  if (first === "events") return list(sought(state, url), url)
  throw new StripeError(404, `Unrecognized request URL (GET ${url.pathname}).`)
}

/** With the payment intent in it, where that is asked for. */
function expanded(state: State, session: ReturnType<Checkout["get"]>, url: URL): object {
  const wanted = url.searchParams.getAll("expand[0]").includes("payment_intent")
  return wanted && session.payment_intent
    ? { ...session, payment_intent: found(state.intents, session.payment_intent, "payment_intent") }
    : session
}

function sought({ events }: State, { searchParams }: URL) {
  const since = Number(searchParams.get("created[gte]") ?? 0)
  const types = [...searchParams].flatMap(([name, value]) => (name.startsWith("types[") ? [value] : []))
  const undelivered = searchParams.get("delivery_success") === "false"
  return events.filter(
    ({ type, created, pending_webhooks }) =>
      created >= since && (!undelivered || pending_webhooks > 0) && (types.length === 0 || types.includes(type)),
  )
}

const ofIntent = ({ searchParams }: URL) => {
  const wanted = searchParams.get("payment_intent")
  return ({ payment_intent }: { payment_intent: string }) => !wanted || wanted === payment_intent
}

/** Newest first, a page at a time. */
function list(all: { id: string }[], { pathname, searchParams }: URL): object {
  const after = searchParams.get("starting_after")
  const rest = after ? all.slice(all.findIndex(({ id }) => id === after) + 1) : all
  const data = rest.slice(0, Number(searchParams.get("limit") ?? 10))
  return { object: "list", url: pathname, has_more: rest.length > data.length, data }
}

function showPage(
  { state, checkout }: Parts,
  { id, method, body }: { id: string; method: string | undefined; body: string },
  response: ServerResponse,
): void {
  if (!state.sessions.has(id)) return void response.writeHead(404).end()
  const how = new URLSearchParams(body).get("how")
  const known = how === "card" || how === "sepa_debit" || how === "declined" ? how : null
  if (method === "POST" && known && checkout.pay(id, known)) {
    const location = checkout.get(id).success_url.replace("{CHECKOUT_SESSION_ID}", id)
    return void response.writeHead(303, { location }).end()
  }
  sendPage(checkoutPage(checkout.get(id), { declined: method === "POST" }), response)
}

/** Only its own forms are obeyed, so that no other page in the same browser says what becomes of a payment. */
async function showDesk(
  desk: Desk,
  { request, body }: { request: IncomingMessage; body: string },
  response: ServerResponse,
) {
  if (request.method !== "POST") return sendPage(desk.page(), response)
  if (request.headers["sec-fetch-site"] !== "same-origin") return void response.writeHead(403).end()
  await desk.obey(new URLSearchParams(body))
  response.writeHead(303, { location: "/" }).end()
}

const sendPage = (html: string, response: ServerResponse) =>
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" }).end(html)

const send = (response: ServerResponse, { status, body, replayed }: Answer) =>
  response
    .writeHead(status, { "content-type": "application/json", ...(replayed && { "idempotent-replayed": "true" }) })
    .end(JSON.stringify(body))

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
