import { createHmac } from "node:crypto"
import { z } from "zod"
import { emailInput } from "@/lib/input"
import { isAddressGone, readReply } from "@/lib/smtp-reply"
import type { MailEvent } from "../schema-events"
import { isSame, type Provider } from "./provider"

const signature = z.object({
  timestamp: z.string().regex(/^\d{9,11}$/),
  token: z.string().min(20).max(100),
  signature: z.string().length(64),
})

const told = z.object({
  signature,
  "event-data": z.object({
    event: z.string().max(60),
    severity: z.string().max(60).optional(),
    reason: z.string().max(200).optional(),
    recipient: emailInput.optional().catch(undefined),
    message: z.object({ headers: z.object({ "message-id": z.string().max(300).optional() }).optional() }).optional(),
    "delivery-status": z
      .object({
        code: z.int().optional(),
        message: z.string().nullish(),
        description: z.string().nullish(),
        "enhanced-code": z.string().nullish(),
      })
      .optional(),
  }),
})
type Told = z.output<typeof told>["event-data"]

/**
 * Mailgun signs its time and a token and not what it says, so the token is the number of the event, also of one we do not
 * act on: with the same one nothing else can be told (documentation.mailgun.com, "Securing webhooks").
 */
export const mailgun: Provider = {
  isGenuine({ body }, secret) {
    const parsed = z.object({ signature }).safeParse(jsonOf(body))
    if (!parsed.success) return false
    const { timestamp, token, signature: given } = parsed.data.signature
    return isSame(
      given,
      createHmac("sha256", secret)
        .update(timestamp + token)
        .digest("hex"),
    )
  },
  read(body) {
    const { signature: signed, "event-data": event } = told.parse(jsonOf(body))
    const { recipient: address = "", message } = event
    const { code, message: said, description } = event["delivery-status"] ?? {}
    const messageId = message?.headers?.["message-id"]
    return [
      {
        ...{ id: signed.token, what: whatOf(event), address, at: new Date(Number(signed.timestamp) * 1000) },
        reason: [code, said ?? description ?? event.reason ?? event.event].filter(Boolean).join(" "),
        ...(messageId && { messageId: `<${messageId.replace(/^<|>$/g, "")}>` }),
      },
    ]
  },
}

function whatOf({ event, severity, reason, "delivery-status": status }: Told): MailEvent["what"] {
  if (event === "delivered" || event === "complained") return event
  if (event !== "failed" || severity !== "permanent") return "other"
  // Not even tried, because it came back before.
  if (reason === "suppress-bounce") return "bounced"
  if (reason === "suppress-complaint") return "complained"
  const reply = readReply([status?.code, status?.["enhanced-code"], status?.message].filter(Boolean).join(" "))
  return reply && isAddressGone(reply, true) ? "bounced" : "other"
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    return null
  }
}
