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
 * When the documents of a booking are due without anybody asking: once its seat can no longer be moved for nothing. At
 * once, which is null, when it is paid, where there is no seat any more or an invoice is to be corrected. Until then a
 * change of mind would only make paper.
 */
export function dueFrom({ paid, corrects, seat }: Waiting): Date | null {
  if (paid || corrects || !seat) return null
  const free = deadlines(seat.terms, seat.startsAt, seat.timeZone, "rebook").filter(({ percent }) => percent === 0)
  const ends = free.map(({ until }) => +(until ?? seat.startsAt))
  return ends.length > 0 ? new Date(Math.max(...ends)) : null
}

export function isDue(waiting: Waiting, now: Date): boolean {
  const from = dueFrom(waiting)
  return from === null || now >= from
}
