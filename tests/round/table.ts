import { db } from "@/lib/db"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { saveCard } from "@/lib/round/save-card"
import { showRound } from "@/lib/round/show-round"
import { asParticipant, by, done, minutesAfter, type WorldBooking } from "../support/world"
import { findRound } from "@/lib/round/queries-roster"
import { closedWorld } from "./closed-world"

/** Three who are confirmed for a closed round, and the days of it. Nobody has promised or approved anything. */
export async function table(options: { now?: Date } = {}) {
  const small = await closedWorld({ now: options.now })
  const { closedRound, book, now } = small
  const seats = {
    petra: await book(small.petra, closedRound, { now, booker: small.anke }),
    jonas: await book(small.jonas, closedRound, { now }),
    karin: await book(small.karin, closedRound, { now }),
  }
  await small.answerAll()
  const { endsAt } = await db.groupSession.findUniqueOrThrow({ where: { id: closedRound.id } })
  const days = {
    /** The first moment of the third day before, and the last one before it. */
    open: new Date("2027-01-24T23:00:00Z"),
    tooEarly: new Date("2027-01-24T22:59:59.999Z"),
    after: minutesAfter(endsAt, 5),
    /** The first moment at which the cards are cleared away. */
    cleared: new Date("2027-02-11T23:00:00Z"),
  }
  return { ...small, seats, days }
}

/** Gives the promise, as somebody who has read it. */
export async function pledge({ bookingId }: { bookingId: string }, version = pledgeVersion): Promise<void> {
  const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: bookingId } })
  await db.confidentialityPledge.create({
    data: { bookingId, participantId: participantId!, version, textHash: "x", locale: "de", pledgedAt: new Date() },
  })
}

/** Approves a card with everything on it that there can be. */
export const approve = async ({ bookingId }: WorldBooking, line: string, now: Date) =>
  done(
    await saveCard(
      { bookingId, card: { approved: true, line, showName: true, showCompany: true } },
      by("participant", now),
    ),
  )

export const show = ({ bookingId }: WorldBooking, now: Date) => showRound({ bookingId }, by("participant", now))

export const roundOf = (booking: WorldBooking, now: Date) => findRound(asParticipant(booking), now)
