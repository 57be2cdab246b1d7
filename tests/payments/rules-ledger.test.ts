import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AgreedPrice } from "@/lib/bookings/rules-price"
import { balanceOf, entriesOf, type Fact, type OwedLine } from "@/lib/payments/rules-ledger"

const price = (netCents = 29_000, discountCents = 0): AgreedPrice => ({
  ...{ netCents, vatRateBasisPoints: 1900, currency: "EUR", discountCents },
  voucherId: discountCents ? "v" : null,
})
const at = (minute: number) => new Date(Date.UTC(2027, 0, 1, 0, minute))
const occasions = (facts: Fact[]) => entriesOf(facts).map(({ occasion }) => occasion)
const bought: Fact = { kind: "confirmed", seatId: "a", price: price(), at: at(0) }
const left: Fact = { kind: "released", seatId: "a", feeNetCents: 14_500, at: at(1) }

describe("the ledger of a booking", () => {
  it("owes the price of a sure seat, less what a voucher takes off", () => {
    expect(entriesOf([bought])).toMatchObject([{ kind: "price", occasion: "price:a", netCents: 29_000 }])
    const cheaper = entriesOf([{ ...bought, price: price(29_000, 9_000) }]) as OwedLine[]
    expect(cheaper.map(({ kind, netCents, voucherId }) => [kind, netCents, voucherId])).toEqual([
      ["discount", -9_000, "v"],
      ["price", 29_000, null],
    ])
    expect(entriesOf([{ ...bought, price: null }])).toEqual([])
  })

  it("takes the price back with the seat, asks for a fee, and takes that back when the seat is filled again", () => {
    expect(occasions([bought, left])).toEqual(["price:a", "back:price:a", "fee:a"])
    expect(occasions([bought, left, { kind: "refilled", seatId: "a", at: at(2) }])).toEqual([
      ...["price:a", "back:price:a", "fee:a"],
      "back:fee:a",
    ])
    expect(occasions([bought, { ...left, feeNetCents: 0 }])).toEqual(["price:a", "back:price:a"])
  })

  it("owes nothing for a seat that was never sure", () => {
    expect(entriesOf([{ kind: "released", seatId: "held", feeNetCents: 0, at: at(1) }])).toEqual([])
  })

  it("moves: out of one price and into another; from a seat that was called off only into it", () => {
    const moved: Fact = {
      ...{ kind: "moved", seatId: "b", fromSeatId: "a", price: price(39_000) },
      ...{ feeNetCents: 2_900, at: at(1) },
    }
    expect(occasions([bought, moved])).toEqual(["price:a", "back:price:a", "fee:a", "price:b"])
    const calledOff: Fact = { kind: "released", seatId: "a", feeNetCents: 0, at: at(1) }
    expect(occasions([bought, calledOff, { ...moved, fromSeatId: null, feeNetCents: 0, at: at(2) }])).toEqual([
      ...["price:a", "back:price:a", "price:b"],
    ])
  })

  it("knows a seat that was handed over as the one that was paid for", () => {
    const facts: Fact[] = [
      bought,
      { kind: "handed_over", seatId: "b", fromSeatId: "a" },
      { kind: "handed_over", seatId: "c", fromSeatId: "b" },
      { kind: "released", seatId: "c", feeNetCents: 100, at: at(3) },
      { kind: "refilled", seatId: "c", at: at(4) },
    ]
    expect(occasions(facts)).toEqual(["price:a", "back:price:a", "fee:c", "back:fee:c"])
  })

  it("adds up: what is owed, what was paid, what is open", () => {
    const entry = (kind: string, grossCents: number) => ({ kind, grossCents })
    expect(balanceOf([entry("price", 100), entry("payment", 150), entry("refund", -50)])).toEqual({
      ...{ owedCents: 100, paidCents: 100, openCents: 0 },
    })
  })
})

/** A booking's life, as the verbs can write it: bought, moved, handed over, given back, filled again, paid and paid back. */
const life = fc
  .array(fc.constantFrom("move", "hand", "leave", "call_off", "refill", "pay", "pay_back"), { maxLength: 14 })
  .map((steps) => {
    let [minute, seat, sure] = [0, 0, true]
    const now = () => at(minute++)
    const facts: Fact[] = [{ kind: "confirmed", seatId: "s0", price: price(29_000, 1_000), at: now() }]
    let lastFee: string | null = null
    for (const [index, step] of steps.entries()) {
      const [here, next] = [`s${seat}`, `s${seat + 1}`]
      if (step === "move") {
        const fee = sure && index % 2 ? 500 : 0
        facts.push({
          ...{ kind: "moved", seatId: next, fromSeatId: sure ? here : null, price: price(20_000 + index) },
          ...{ feeNetCents: fee, at: now() },
        })
        if (fee) lastFee = here
        seat++
        sure = true
      } else if (step === "hand" && sure) {
        facts.push({ kind: "handed_over", seatId: next, fromSeatId: here })
        seat++
      } else if ((step === "leave" || step === "call_off") && sure) {
        const fee = step === "leave" ? 700 : 0
        facts.push({ kind: "released", seatId: here, feeNetCents: fee, at: now() })
        if (fee) lastFee = here
        sure = false
      } else if (step === "refill" && lastFee) {
        facts.push({ kind: "refilled", seatId: lastFee, at: now() })
        lastFee = null
      } else if (step === "pay") {
        facts.push({ kind: "paid", paymentId: `p${index}`, grossCents: 100, currency: "EUR", at: now() })
      } else if (step === "pay_back") {
        const about = { paymentId: "p", grossCents: 10, currency: "EUR", at: now() }
        facts.push({ kind: "paid_back", refundId: `r${index}`, ...about })
      }
    }
    return facts
  })

describe("settling", () => {
  it("in any order, at any times and however often gives the same ledger", () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.nat()), (facts, random) => {
        const whole = entriesOf(facts)
        const dice = random[Symbol.iterator]()
        const roll = (): number => (dice.next().value as number | undefined) ?? 0
        const shuffled = facts.map((fact) => [roll(), fact] as const).sort(([a], [b]) => a - b)
        const ledger = new Map<string, unknown>()
        // What is known grows in some order, and is settled in between now and then, as by two workers twice.
        for (let known = 0; known <= shuffled.length; known++) {
          if (known < shuffled.length && roll() % 3) continue
          const some = shuffled.slice(0, known).map(([, fact]) => fact)
          for (const line of [...entriesOf(some), ...entriesOf([...some, ...some])])
            if (!ledger.has(line.occasion)) ledger.set(line.occasion, line)
        }
        expect([...ledger.keys()].sort()).toEqual(whole.map(({ occasion }) => occasion).sort())
        for (const line of whole) expect(ledger.get(line.occasion)).toEqual(line)
      }),
    )
  })
})
