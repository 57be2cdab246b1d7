import type { Fee, Terms } from "./rules"

/** Somebody's seat, given back or moved away at that time. */
export type LateRelease = { seatId: string; bookingId: string; at: Date; fee: Fee; terms: Terms }
/** Somebody who has a seat from then on. */
export type Fill = { bookingId: string; at: Date }

/**
 * Which of these seats others have filled since, so that nothing is owed for them by their terms. Who left first is
 * helped first, and whoever comes helps one. Seats that were given back for nothing are not among them: they do not take
 * anybody's successor away. Nobody is their own successor.
 */
export function refilled(released: LateRelease[], fills: Fill[]): LateRelease[] {
  const waiting = released
    .filter(({ fee, terms }) => fee.netCents > 0 && terms.waivedWhenRefilled)
    .sort((a, b) => +a.at - +b.at)
  return [...fills]
    .sort((a, b) => +a.at - +b.at)
    .flatMap((fill) => {
      const index = waiting.findIndex(({ at, bookingId }) => at <= fill.at && bookingId !== fill.bookingId)
      return index < 0 ? [] : waiting.splice(index, 1)
    })
}
