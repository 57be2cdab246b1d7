import { addByHand } from "@/lib/bookings/add-by-hand"
import { db } from "@/lib/db"
import { findRound } from "@/lib/round/queries-roster"
import { showRound } from "@/lib/round/show-round"
import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { approve, pledge } from "../../round/table"
import { asParticipant, by, done } from "../../support/world"
import type { Cast, Subject } from "../cast"
import type { Row, Rows } from "../row"
import { holder, running } from "../viewers"

/** A confirmed seat in a closed round of these days, made by an assistant; its person has promised, and there is another. */
async function seatInRound(cast: Cast, days: number) {
  const formatId = await cast.world.format("closed", { admission: "reviewed", round: "closed" })
  const { id } = await cast.session({ formatId, days })
  const people = { karin: cast.world.karin, jonas: cast.world.jonas }
  const [own, other] = await Promise.all(
    Object.values(people).map(async (participant) => {
      const input = { requestId: randomUUID(), sessionId: id, participant, locale: "de" } as const
      return done(await addByHand(input, { actor: system }))
    }),
  )
  const { name: bookerName, email: bookerEmail } = cast.world.anke
  await db.booking.update({ where: { id: own!.bookingId }, data: { bookerName, bookerEmail } })
  for (const each of [own!, other!]) await pledge(each)
  await approve({ ...other!, heldUntil: new Date() }, "Karte", new Date())
  return own!
}

/** What the person of that seat does, and their assistant cannot. */
const own = (
  way: string,
  fields: (subject: Pick<Subject, "bookingId">) => Record<string, string> | Promise<Record<string, string>>,
  arrange?: (subject: Pick<Subject, "bookingId">) => Promise<void>,
  days = 2,
): Row => ({
  may: ["participant"],
  call: async (cast, who) => {
    const subject = await seatInRound(cast, days)
    await arrange?.(subject)
    const role = who === "participant" || who === "booker" ? who : undefined
    return {
      page: `/booking/${subject.reference}${way}`,
      fields: { booking: subject.reference, ...(await fields(subject)) },
      caller: role && (await holder(cast.origin, subject.bookingId, role)),
    }
  },
})

const seeRound = async ({ bookingId }: Pick<Subject, "bookingId">): Promise<void> =>
  void done(await showRound({ bookingId }, by("participant", new Date())))

/** The session of the seat was yesterday. */
async function letItBeOver({ bookingId }: Pick<Subject, "bookingId">): Promise<void> {
  await seeRound({ bookingId })
  await db.$executeRaw`
    UPDATE group_sessions s SET starts_at = now() - interval '1 day', ends_at = now() - interval '22 hours'
      FROM seats x WHERE x.group_session_id = s.id AND x.booking_id = ${bookingId}::uuid`
}

export const rounds: Rows = {
  "[reference]/round-actions.ts approveCardAction": own("/card", () => ({ line: "Geschäftsführung", showName: "on" })),
  "[reference]/round-actions.ts withdrawCardAction": own(
    "/card",
    () => ({}),
    async ({ bookingId }) =>
      void (await approve({ bookingId, reference: "", heldUntil: new Date() }, "Karte", new Date())),
  ),
  "[reference]/round-actions.ts showRoundAction": own("/round", () => ({})),
  "[reference]/round-actions.ts raiseObjectionAction": own("/objection", () => ({ text: "Nicht so." }), seeRound),
  "[reference]/round-actions.ts wishContactAction": own(
    "/round",
    async ({ bookingId }) => {
      const round = done(await findRound(asParticipant({ bookingId })))
      return { card: round.cards[0]!.key, wished: "true" }
    },
    letItBeOver,
  ),
  "objections/actions.ts settleObjectionAction": {
    may: running,
    call: async (cast) => {
      const { seatId } = await cast.book()
      await db.objection.create({ data: { seatId, objectedAt: new Date() } })
      return { page: `/organizer/objections/${seatId}`, fields: { seatId } }
    },
  },
}
