import { deadlines, type Terms } from "@/lib/bookings/rules"

export type Waiting = {
  /** Something has been paid. */
  paid: boolean
  /** Something that stands on an invoice was taken back. */
  corrects: boolean
  /** The confirmed seat; null where there is none any more. */
  seat: { terms: Terms; startsAt: Date; timeZone: string } | null
}

/**
 * Whether the documents of a booking are due without anybody asking: once it is paid, once its seat can no longer be moved
 * for nothing, and at once where there is no seat any more or an invoice is to be corrected. Until then a change of mind
 * would only make paper.
 */
export function isDue({ paid, corrects, seat }: Waiting, now: Date): boolean {
  if (paid || corrects || !seat) return true
  const free = deadlines(seat.terms, seat.startsAt, seat.timeZone, "rebook").filter(({ percent }) => percent === 0)
  return free.every(({ until }) => now >= (until ?? seat.startsAt))
}
