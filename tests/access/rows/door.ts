import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { givePledge } from "@/lib/round/give-pledge"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { atTheDoor } from "../../round/at-door"
import { jitsi } from "../../round/own-servers"
import { done } from "../../support/world"
import type { Row, Rows } from "../row"
import { holder, running } from "../viewers"

/** Only the person can, with their own link, and the second once the first is done. */
const inPerson = (way: "pledge" | "room", fields: Record<string, string>): Row => ({
  may: ["participant"],
  call: async ({ world, origin }) => {
    const { bookingId, reference } = await atTheDoor(world, 10)
    const promise = { bookingId, version: pledgeVersion }
    if (way === "room") done(await givePledge(promise, { actor: { kind: "participant" } }))
    const caller = await holder(origin, bookingId, "participant")
    return { page: `/booking/${reference}/${way}`, fields: { booking: reference, ...fields }, caller }
  },
})

export const door: Rows = {
  "[reference]/door-actions.ts givePledgeAction": inPerson("pledge", { version: pledgeVersion }),
  "[reference]/door-actions.ts enterRoomAction": inPerson("room", {}),
  "[id]/host-actions.ts enterAsHostAction": {
    may: ["host", ...running],
    call: async ({ world, ids }) => {
      const { sessionId } = await atTheDoor(world, 10, `${jitsi.JITSI_URL}/${randomUUID()}`)
      await db.groupSession.update({ where: { id: sessionId }, data: { hostId: ids.host } })
      return { page: `/organizer/sessions/${sessionId}`, fields: { sessionId } }
    },
  },
}
