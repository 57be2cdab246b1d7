import { randomUUID } from "node:crypto"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { db } from "@/lib/db"
import { givePledge } from "@/lib/round/give-pledge"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { done } from "../../support/world"
import type { Cast } from "../cast"
import type { Row, Rows } from "../row"
import { holder } from "../viewers"

const organizer = { actor: { kind: "organizer" } } as const

/** Somebody in a closed round that begins in ten minutes. */
async function atTheDoor({ world, session }: Cast) {
  const formatId = await world.format("closed", { admission: "reviewed", round: "closed" })
  const { id: sessionId } = await session({ formatId, days: 10 / 1440 })
  const url = `https://meet.example/${randomUUID()}`
  done(await saveMeetingLink({ sessionId, shown: null, url, confirmed: true }, organizer))
  const participant = { ...world.karin, email: `${randomUUID()}@probe-verpackungen.example` }
  const added = await addByHand({ requestId: randomUUID(), sessionId, participant, locale: "de" }, organizer)
  const { bookingId } = done(added)
  return db.booking.findUniqueOrThrow({ where: { id: bookingId } })
}

/** Only the person can, with their own link. */
const inPerson = (way: "pledge" | "room", fields: Record<string, string>, pledged: boolean): Row => ({
  may: ["participant"],
  call: async (cast) => {
    const { id: bookingId, reference } = await atTheDoor(cast)
    const promise = { bookingId, version: pledgeVersion }
    if (pledged) done(await givePledge(promise, { actor: { kind: "participant" } }))
    const caller = await holder(cast.origin, bookingId, "participant")
    return { page: `/booking/${reference}/${way}`, fields: { booking: reference, ...fields }, caller }
  },
})

export const door: Rows = {
  "[reference]/door-actions.ts givePledgeAction": inPerson("pledge", { version: pledgeVersion }, false),
  "[reference]/door-actions.ts enterRoomAction": inPerson("room", {}, true),
}
