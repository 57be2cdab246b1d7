import { createPublicKey, verify } from "node:crypto"
import { z } from "zod"
import { emailInput } from "@/lib/input"
import { isAddressGone, readReply } from "@/lib/smtp-reply"
import type { MailEvent } from "../schema-events"
import type { Provider } from "./provider"

const told = z
  .array(
    z.object({
      event: z.string().max(60),
      type: z.string().max(60).optional(),
      email: emailInput.optional().catch(undefined),
      timestamp: z.int().positive(),
      sg_event_id: z.string().min(1).max(200).optional(),
      "smtp-id": z.string().max(300).optional(),
      status: z.string().max(40).optional(),
      reason: z.string().optional(),
    }),
  )
  .max(5_000)
type Told = z.output<typeof told>[number]

/**
 * SendGrid signs its time and the bytes of the body with ECDSA on P-256; the secret is the public key as its pages show
 * it (twilio.com/docs/sendgrid, "Event Webhook Security Features").
 */
export const sendgrid: Provider = {
  isGenuine({ headers, body }, key) {
    const signature = headers.get("x-twilio-email-event-webhook-signature")
    const timestamp = headers.get("x-twilio-email-event-webhook-timestamp")
    if (!signature || !timestamp) return false
    const signed = Buffer.concat([Buffer.from(timestamp), body])
    return verify("sha256", signed, sendgridKey(key), Buffer.from(signature, "base64"))
  },
  read: (body) => told.parse(JSON.parse(body.toString("utf8"))).flatMap(eventOf),
}

/** @throws for what is no public key */
export const sendgridKey = (key: string) =>
  createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" })

function eventOf(event: Told): MailEvent[] {
  const { email: address, sg_event_id: id, timestamp, reason, "smtp-id": messageId } = event
  const what = whatOf(event)
  if (!address || !id || !what) return []
  const at = new Date(timestamp * 1000)
  return [{ ...{ id, what, address, at, reason: reason ?? event.event }, ...(messageId && { messageId }) }]
}

function whatOf({ event, type, status }: Told): MailEvent["what"] | null {
  if (event === "delivered") return "delivered"
  if (event === "spamreport") return "complained"
  // "blocked" is for now, and about our message or our server.
  if (event !== "bounce" || type === "blocked") return null
  const reply = readReply(`550 ${status ?? ""}`)
  return reply && isAddressGone(reply, true) ? "bounced" : null
}
