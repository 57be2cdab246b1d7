import { createHash } from "node:crypto"
import { z } from "zod"
import { emailInput } from "@/lib/input"
import { isSame, type Provider } from "./provider"

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
/** Postmark's numbers go beyond what a number of JavaScript can tell apart, so they are not the only thing that does. */
const id = z.union([z.number(), z.string().min(1).max(80)])

const record = z.union([
  z.object({
    RecordType: z.literal("Bounce"),
    ...{ ID: id, Type: z.string().max(60), Email: emailInput, BouncedAt: instant, Description: z.string().default("") },
  }),
  z.object({ RecordType: z.literal("SpamComplaint"), ID: id, Email: emailInput, BouncedAt: instant }),
  z.object({ RecordType: z.literal("Delivery"), MessageID: id, Recipient: emailInput, DeliveredAt: instant }),
  z.object({ RecordType: z.string().max(60) }).transform(() => null),
])

/** Addresses are not kept longer than what they were marked for. */
const hashOf = (address: string) => createHash("sha256").update(address).digest("hex").slice(0, 32)

/** Nobody has the mailbox; every other type of bounce passes, or is about our message. */
const gone = new Set(["HardBounce", "BadEmailAddress"])
const spam = new Set(["SpamNotification", "SpamComplaint"])

/**
 * Postmark signs nothing: the address of the webhook carries a user and a password, as https://user:password@…
 * (postmarkapp.com/developer/webhooks/webhooks-overview).
 */
export const postmark: Provider = {
  isGenuine: ({ headers }, secret) =>
    isSame(headers.get("authorization") ?? "", `Basic ${Buffer.from(secret).toString("base64")}`),
  read(body) {
    const told = record.parse(JSON.parse(body.toString("utf8")))
    if (!told) return []
    if (told.RecordType === "Delivery") {
      const { MessageID, Recipient: address, DeliveredAt: at } = told
      return [{ id: `Delivery:${MessageID}`, what: "delivered", address, reason: "", at }]
    }
    const { Email: address, BouncedAt: at } = told
    const about = { id: `${told.RecordType}:${told.ID}:${at.getTime()}:${hashOf(address)}`, address, at }
    if (told.RecordType === "SpamComplaint") return [{ ...about, what: "complained", reason: "spam complaint" }]
    if (spam.has(told.Type)) return [{ ...about, what: "complained", reason: told.Type }]
    return gone.has(told.Type) ? [{ ...about, what: "bounced", reason: told.Description || told.Type }] : []
  },
}
