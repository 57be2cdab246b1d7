import { givePledge } from "@/lib/round/give-pledge"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { atTheDoor } from "../../round/at-door"
import { done } from "../../support/world"
import type { Row, Rows } from "../row"
import { holder } from "../viewers"

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
}
