import { z } from "zod"
import { env } from "@/lib/env"
import { type Outcome, refuse } from "@/lib/errors"
import { mailgun } from "./providers/mailgun"
import { postmark } from "./providers/postmark"
import type { Call, Provider } from "./providers/provider"
import { sendgrid } from "./providers/sendgrid"
import { type MailEvent, type ProviderName, providerNames } from "./schema-events"

const providers: Record<ProviderName, Provider> = { postmark, mailgun, sendgrid }
const secrets = {
  postmark: "MAIL_EVENTS_POSTMARK",
  mailgun: "MAIL_EVENTS_MAILGUN",
  sendgrid: "MAIL_EVENTS_SENDGRID",
} as const

type Read = Outcome<{ provider: ProviderName; events: MailEvent[] }, "not_found" | "not_genuine" | "malformed">

/**
 * A call of a provider's webhook, believed only with the secret it shares with us. Without one there is no such webhook
 * (`not_found`).
 */
export function readMailEvents(name: string, call: Call): Read {
  const provider = providerNames.find((each) => each === name)
  const secret = provider && env()[secrets[provider]]
  if (!provider || !secret) return refuse("not_found")
  if (!providers[provider].isGenuine(call, secret)) return refuse("not_genuine")
  try {
    return { ok: true, provider, events: providers[provider].read(call.body) }
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return refuse("malformed")
    throw error
  }
}
