/** Where the seats of a round table lie in a drawing of 100 × 100, and how large their dots are. */
export type SeatLayout = { dots: { x: number; y: number }[]; dotRadius: number; tableRadius: number }

/**
 * One ring up to sixteen seats, two rings up to forty, in the order of a clock hand from
 * the top, so that taken seats grow like a slice whatever the number of rings.
 */
export function seatPositions(capacity: number): SeatLayout {
  const rings = capacity <= 16 ? [ring(capacity, 41)] : twoRings(capacity)
  const dots = rings
    .flatMap(({ count, radius, offset }) =>
      Array.from({ length: count }, (_, index) => ({ turn: (index + offset) / count, radius })),
    )
    .sort((a, b) => a.turn - b.turn)
    .map(({ turn, radius }) => ({
      x: round(50 + radius * Math.sin(turn * 2 * Math.PI)),
      y: round(50 - radius * Math.cos(turn * 2 * Math.PI)),
    }))
  const tightest = Math.min(...rings.map(({ count, radius }) => (2 * Math.PI * radius) / count))
  const dotRadius = round(Math.min(rings.length === 1 ? 8 : 5.2, tightest * 0.32))
  const innermost = Math.min(...rings.map(({ radius }) => radius))
  return { dots, dotRadius, tableRadius: round(innermost - dotRadius * 1.15 - 7) }
}

/** Seats are shared between the rings so that their dots are equally far apart. */
function twoRings(capacity: number) {
  const [outer, inner] = [44, 29]
  const outside = Math.round((capacity * outer) / (outer + inner))
  return [ring(outside, outer), ring(capacity - outside, inner, 0.5)]
}

const ring = (count: number, radius: number, offset = 0) => ({ count, radius, offset })
const round = (value: number) => Math.round(value * 100) / 100
