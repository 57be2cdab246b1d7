import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { holdToken } from "@/lib/bookings/policy"
import { deriveCode } from "@/lib/secrets"
import { getPublicSession } from "@/lib/sessions/queries"
import { getSettings } from "@/lib/sessions/settings"
import { Visitor } from "../../support/visitor"
import type { Cast } from "../cast"
import { type Call, open, type Row, type Rows } from "../row"
import { holder, running, type Who } from "../viewers"

const holders: Who[] = ["participant", "booker"]
type Entry = Awaited<ReturnType<Cast["wait"]>>

/** What the holders of an entry do with it; a seat is offered to it. */
const entry = (
  way: string,
  fields: (entry: Entry) => Record<string, string> | Promise<Record<string, string>> = () => ({}),
): Row => ({
  may: holders,
  call: async (cast, who) => {
    const made = await cast.wait()
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    return {
      page: `/waiting/${made.reference}/${way}`,
      fields: { booking: made.reference, ...(await fields(made)) },
      caller: role && (await holder(cast.origin, made.bookingId, role)),
    }
  },
})

/** What the browser may do that typed an entry, and nobody else's. */
const typed = (fields: (entry: Entry) => Call["fields"]): Row => ({
  may: holders,
  call: async (cast, who) => {
    const made = await cast.wait({ held: true })
    const page = `/sessions/${cast.round.slug}/wait`
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    const caller = role && new Visitor(cast.origin)
    if (role) caller?.cookies.set("runde_bookings", await holdToken(made.bookingId, role))
    return {
      ...{ page: `${page}?booking=${made.reference}`, caller },
      fields: { booking: made.reference, page, ...fields(made) },
    }
  },
})

/** What the desk does with somebody who waits. */
const desk = (fields: Call["fields"]): Row => ({
  may: running,
  call: async (cast) => {
    const { entryId, sessionId } = await cast.wait()
    return { page: `/organizer/sessions/${sessionId}`, fields: { entryId, sessionId, ...fields } }
  },
})

/** Waiting, answering and leaving. */
export const waitlist: Rows = {
  "wait/actions.ts joinWaitlistAction": open(async ({ round, world }) => ({
    page: `/sessions/${round.slug}/wait`,
    fields: {
      ...Object.fromEntries(
        Object.entries(world.thomas).map(([name, value]) => [`participant.${name}`, String(value)]),
      ),
      "participant.email": `${randomUUID()}@vorlage-logistik.example`,
      [`date.${round.id.replaceAll("-", "")}`]: "on",
      requestId: randomUUID(),
      locale: "de",
      page: `/sessions/${round.slug}/wait`,
      legalVersion: (await getSettings()).legal.version,
      businessUse: "on",
      acceptTerms: "on",
    },
  })),
  "wait/actions.ts enterEntryCodeAction": typed(({ bookingId }) => ({ code: deriveCode("booking", bookingId, 1) })),
  "wait/actions.ts renewEntryCodeAction": typed(() => ({})),
  "[reference]/actions.ts acceptOfferAction": entry("accept", async ({ bookingId, sessionId }) => ({
    seatId: (await db.seat.findFirstOrThrow({ where: { bookingId, state: "offered" } })).id,
    sessionId,
    conditions: (await getPublicSession({ id: sessionId }, "de")).conditions,
  })),
  "[reference]/actions.ts declineOfferAction": entry("decline", () => ({ scope: "all" })),
  "[reference]/actions.ts leaveWaitlistAction": entry("leave"),
  "[reference]/actions.ts waitForSessionAction": {
    may: holders,
    call: async (cast, who) => {
      const { bookingId, reference } = await cast.book()
      const target = cast.reviewed
      const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
      return {
        page: `/booking/${reference}/rebook/${target.slug}`,
        fields: { booking: reference, sessionId: target.id },
        caller: role && (await holder(cast.origin, bookingId, role)),
      }
    },
  },
  "[id]/waitlist-actions.ts pinEntryAction": desk({ pinned: "true" }),
  "[id]/waitlist-actions.ts removeEntryAction": desk({}),
}
