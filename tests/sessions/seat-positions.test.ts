import { expect, test } from "vitest"
import { seatPositions } from "@/components/sessions/seat-positions"

const capacities = Array.from({ length: 40 }, (_, index) => index + 1)

test.each(capacities)("a table for %i: a dot for each seat, inside the drawing, none touching another", (capacity) => {
  const { dots, dotRadius, tableRadius } = seatPositions(capacity)
  expect(dots).toHaveLength(capacity)
  for (const [index, { x, y }] of dots.entries()) {
    const fromCentre = Math.hypot(x - 50, y - 50)
    expect(fromCentre + dotRadius).toBeLessThanOrEqual(50)
    expect(fromCentre - dotRadius).toBeGreaterThan(tableRadius)
    for (const other of dots.slice(index + 1)) {
      expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(2 * dotRadius)
    }
  }
})

test("seats begin at the top and go round clockwise, also in two rings", () => {
  const turn = ({ x, y }: { x: number; y: number }) => (Math.atan2(x - 50, 50 - y) + 2 * Math.PI) % (2 * Math.PI)
  for (const capacity of [8, 24]) {
    const turns = seatPositions(capacity).dots.map(turn)
    expect(turns[0]).toBeCloseTo(0)
    expect(turns).toEqual(turns.toSorted((a, b) => a - b))
  }
})
