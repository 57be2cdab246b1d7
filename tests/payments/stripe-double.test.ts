import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import Stripe from "stripe"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Double, startDouble } from "@/scripts/stripe-double/server"

let double: Double
let client: Stripe
let time: Date

beforeEach(async () => {
  time = new Date("2026-12-07T08:00:00Z")
  double = await startDouble({ now: () => time })
  const { port } = new URL(double.url)
  client = new Stripe("sk_test_x", {
    host: "127.0.0.1",
    port,
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 2,
  })
})
afterEach(() => double.stop())

const inMinutes = (minutes: number) => Math.floor(time.getTime() / 1000) + minutes * 60
const create = (key?: string, fields: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  client.checkout.sessions.create(
    {
      ...{ mode: "payment", success_url: "https://runde.example/back", expires_at: inMinutes(30) },
      line_items: [{ quantity: 2, price_data: { currency: "eur", unit_amount: 1500, product_data: { name: "x" } } }],
      client_reference_id: "ours",
      ...fields,
    },
    key ? { idempotencyKey: key } : {},
  )
const paid = async () => {
  const { id } = await create()
  double.checkout.pay(id, "card")
  return client.checkout.sessions.retrieve(id, { expand: ["payment_intent"] })
}

describe("Checkout of the double, asked by the real SDK", () => {
  it("is created, declined, paid and asked for", async () => {
    const session = await create()
    expect(session).toMatchObject({ amount_total: 3000, status: "open", payment_status: "unpaid", livemode: false })
    expect(double.checkout.pay(session.id, "declined")).toBe(false)
    expect(await client.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "open" })
    const page = await fetch(session.url!)
    expect(await page.text()).toContain("Stand-in for Stripe")
    const through = await fetch(session.url!, {
      method: "POST",
      body: new URLSearchParams({ how: "card" }),
      redirect: "manual",
    })
    expect([through.status, through.headers.get("location")]).toEqual([303, "https://runde.example/back"])
    expect(await client.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] })).toMatchObject({
      ...{ status: "complete", payment_status: "paid", client_reference_id: "ours" },
      payment_intent: { status: "succeeded", amount_received: 3000 },
    })
  })

  it("runs out, or is ended; then nobody can pay, and what is paid cannot be ended", async () => {
    const [first, second] = [await create(), await create()]
    expect(await client.checkout.sessions.expire(first.id)).toMatchObject({ status: "expired" })
    expect(double.checkout.pay(first.id, "card")).toBe(false)
    time = new Date(time.getTime() + 30 * 60_000)
    expect(await client.checkout.sessions.retrieve(second.id)).toMatchObject({ status: "expired" })
    const { id } = await paid()
    await expect(client.checkout.sessions.expire(id)).rejects.toThrow("can be expired")
  })

  it("demands half an hour", async () => {
    await expect(create(undefined, { expires_at: inMinutes(29) })).rejects.toBeInstanceOf(
      Stripe.errors.StripeInvalidRequestError,
    )
  })

  it("debits within days, or not", async () => {
    for (const succeeds of [true, false]) {
      const { id } = await create(undefined, { allowed_payment_method_types: ["sepa_debit"] })
      double.checkout.pay(id, "sepa_debit")
      expect(await client.checkout.sessions.retrieve(id)).toMatchObject({
        status: "complete",
        payment_status: "unpaid",
      })
      double.checkout.settleDebit(id, { succeeds })
      const session = await client.checkout.sessions.retrieve(id, { expand: ["payment_intent"] })
      expect(session.payment_status).toBe(succeeds ? "paid" : "unpaid")
    }
  })
})

describe("keys of the double", () => {
  it("answer the same again, and refuse another question", async () => {
    const [first, second] = [await create("k"), await create("k")]
    expect(second.id).toBe(first.id)
    await expect(create("k", { client_reference_id: "other" })).rejects.toBeInstanceOf(
      Stripe.errors.StripeIdempotencyError,
    )
  })

  it("make one of what was lost on the way", async () => {
    double.fail({ status: "hang_up", when: "after" })
    double.fail({ status: 500, when: "before" })
    await create("k")
    expect([double.state.sessions.size, double.calls.length]).toEqual([1, 3])
  })
})

describe("refunds of the double", () => {
  it("never give back more than came, and may fail later", async () => {
    const { payment_intent } = await paid()
    const give = (amount: number, key: string) =>
      client.refunds.create(
        { payment_intent: (payment_intent as Stripe.PaymentIntent).id, amount },
        { idempotencyKey: key },
      )
    double.state.refundsBecome = "pending"
    const [one, again] = [await give(2000, "a"), await give(2000, "a")]
    expect([one.id, one.status]).toEqual([again.id, "pending"])
    await expect(give(2000, "b")).rejects.toThrow("greater than")
    double.refunds.settle(one.id, { succeeds: false })
    expect(await client.refunds.retrieve(one.id)).toMatchObject({ status: "failed" })
    expect((await give(3000, "c")).amount).toBe(3000)
  })
})

describe("disputes of the double", () => {
  it("wait for the bank where it was a card, and are lost at once where it was a debit", async () => {
    const disputed = async (how: "card" | "sepa_debit") => {
      const { id } = await create(undefined, { allowed_payment_method_types: [how] })
      double.checkout.pay(id, how)
      if (how === "sepa_debit") double.checkout.settleDebit(id, { succeeds: true })
      const { payment_intent } = await client.checkout.sessions.retrieve(id)
      return double.disputes.create(payment_intent as string, how).id
    }
    const [card, debit] = [await disputed("card"), await disputed("sepa_debit")]
    const status = async (id: string) => (await client.disputes.retrieve(id)).status
    expect([await status(card), await status(debit)]).toEqual(["needs_response", "lost"])
    double.disputes.close(card, { won: true })
    expect(await status(card)).toBe("won")
    const events = await client.events.list({ types: ["charge.dispute.created", "charge.dispute.closed"] })
    expect(events.data).toHaveLength(4)
  })
})

describe("the page of the double", () => {
  const say = (fields: Record<string, string>, site = "same-origin") =>
    fetch(double.url, {
      ...{ method: "POST", body: new URLSearchParams(fields), redirect: "manual" },
      headers: { "sec-fetch-site": site },
    })
  const shown = async () => (await fetch(double.url)).text()

  it("says what it is, and obeys only itself", async () => {
    expect(await shown()).toContain("Stand-in for Stripe")
    expect((await say({ do: "tell", told: "lost" }, "cross-site")).status).toBe(403)
    expect(double.events.delivery).toEqual({})
    for (const [told, delivery] of [
      ["lost", { lose: true }],
      ["twice", { copies: 3 }],
      ["late", { delayMs: 10_000 }],
      ["kept", { keep: true }],
      ["constructor", { keep: true }],
      ["normal", {}],
    ] as const) {
      expect((await say({ do: "tell", told })).status).toBe(303)
      expect(double.events.delivery).toEqual(delivery)
    }
  })

  it("decides as banks do", async () => {
    const { id } = await create(undefined, {
      ...{ allowed_payment_method_types: ["sepa_debit"], metadata: { booking: "ABC-<1>" } },
    })
    double.checkout.pay(id, "sepa_debit")
    expect(await shown()).toContain("ABC-&#60;1&#62;: 30.00 EUR, complete, processing")
    await say({ do: "debited", id })
    await say({ do: "debited", id })
    expect(await shown()).toContain("complete, succeeded")
    const { payment_intent } = await client.checkout.sessions.retrieve(id)
    await say({ do: "dispute", id: payment_intent as string })
    expect(await shown()).toContain("dispute: lost")
    for (const told of ["won", "bounced", "dispute", "nonsense"]) await say({ do: told, id: "unknown" })
    const card = await paid()
    await say({ do: "dispute", id: (card.payment_intent as Stripe.PaymentIntent).id })
    const [, dispute] = [...double.state.disputes.values()]
    await say({ do: "lost", id: dispute!.id })
    expect(dispute!.status).toBe("lost")
  })
})

describe("events of the double", () => {
  let hook: Server
  let heard: string[]
  let status: number
  beforeEach(async () => {
    heard = []
    status = 200
    hook = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on("data", (part: Buffer) => parts.push(part))
      request.on("end", () => {
        const signature = request.headers["stripe-signature"] as string
        heard.push(client.webhooks.constructEvent(Buffer.concat(parts), signature, "whsec_test").type)
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((done) => hook.listen(0, "127.0.0.1", done))
    double.tellTo({ url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}`, secret: "whsec_test" })
  })
  afterEach(() => hook.close())

  const undelivered = () => client.events.list({ delivery_success: false, created: { gte: inMinutes(-60) } })

  it("are signed, told twice, in the other order, late, or not at all; a list has them all", async () => {
    double.events.delivery = { copies: 2, delayMs: 20 }
    await paid()
    await double.events.settled()
    expect(heard.sort()).toEqual([
      ...["checkout.session.completed", "checkout.session.completed"],
      ...["payment_intent.succeeded", "payment_intent.succeeded"],
    ])
    heard = []
    double.events.delivery = { keep: true }
    await paid()
    expect(heard).toEqual([])
    await double.events.deliverKept()
    expect(heard.toSorted()).toEqual(["checkout.session.completed", "payment_intent.succeeded"])
    double.events.delivery = { lose: true }
    await paid()
    expect((await undelivered()).data.map(({ type }) => type)).toEqual([
      ...["checkout.session.completed", "payment_intent.succeeded"],
    ])
    expect((await client.events.list({ limit: 100 })).data).toHaveLength(6)
  })
})
