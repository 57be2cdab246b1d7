import { describe, expect, it } from "vitest"
import { nextStep } from "@/lib/invoices/rules-dunning"
import { dunningInput } from "@/lib/sessions/schema-dunning"

const days = [3, 10, 21] as const
const sent = (...steps: [step: number, sentOn: string][]) => steps.map(([step, sentOn]) => ({ step, sentOn }))

describe("the next reminder", () => {
  it.each([
    [[], { step: 1, from: "2027-01-18" }],
    [sent([1, "2027-01-18"]), { step: 2, from: "2027-01-25" }],
    // Sent late, the next one keeps its distance.
    [sent([1, "2027-02-01"]), { step: 2, from: "2027-02-08" }],
    [sent([1, "2027-01-18"], [2, "2027-01-25"]), { step: 3, from: "2027-02-05" }],
    [sent([2, "2027-01-30"], [1, "2027-01-18"]), { step: 3, from: "2027-02-10" }],
    [sent([1, "2027-01-18"], [2, "2027-01-25"], [3, "2027-02-05"]), null],
  ])("of what was due on 15 January, after %j", (before, expected) => {
    expect(nextStep("2027-01-15", before, days)).toEqual(expected)
  })

  it("is set in three steps that follow each other", () => {
    expect(dunningInput.safeParse({ days: [3, 3, 21], byItself: false }).success).toBe(false)
    expect(dunningInput.safeParse({ days: [3, 4, 5], byItself: true }).success).toBe(true)
  })
})
