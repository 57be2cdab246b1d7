import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { Visitor } from "../../support/visitor"
import type { Cast } from "../cast"
import { onPage, open, type Row, type Rows } from "../row"
import { everybody, running } from "../viewers"

/** Whoever has opened the link from the mail. */
const subscriber = (fields: (id: string) => Record<string, string> = () => ({})): Row => ({
  may: [...everybody],
  call: async (cast: Cast) => {
    const { id, token } = await cast.subscribe()
    const caller = new Visitor(cast.origin)
    caller.cookies.set("runde_subscription", token)
    return { page: "/subscription", fields: fields(id), caller }
  },
})

/** News of new dates, addresses that mails come back from, and a house's own words. */
export const mailing: Rows = {
  "subscribe/actions.ts requestSubscriptionAction": open(() => ({
    page: "/subscribe",
    fields: { email: `${randomUUID()}@erlenbach.example` },
  })),
  "subscription/actions.ts confirmSubscriptionAction": subscriber(),
  "subscription/actions.ts leaveSubscriptionAction": subscriber((which) => ({ which })),
  "addresses/actions.ts clearMarkAction": onPage(running, "/organizer/mails/addresses", async () => {
    const address = `${randomUUID()}@erlenbach.example`
    const about = { mark: "bounced", reason: "550 5.1.1 unknown", source: "smtp", markedAt: new Date() } as const
    await db.mailAddress.create({ data: { address, ...about } })
    return { address }
  }),
  "subscribers/actions.ts removeSubscriberAction": onPage(
    running,
    "/organizer/mails/subscribers",
    async ({ subscribe }) => ({ subscriptionId: (await subscribe()).id }),
  ),
  "[kind]/actions.ts saveMailTextAction": {
    may: running,
    call: ({ world: { formats } }) => ({
      page: `/organizer/settings/formats/${formats.reviewed}/texts/confirmed`,
      fields: {
        ...{ formatId: formats.reviewed, kind: "confirmed", reader: "participant" },
        "de.opening": `Schön, dass Sie kommen. ${randomUUID()}`,
      },
    }),
  },
}
