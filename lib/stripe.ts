import Stripe from "stripe"
import { env } from "./env"

/** What our code was written for; Stripe answers in this form whatever the account is set to. */
const apiVersion = "2026-10-28.endive"
/** Each try; a job has two minutes. */
const timeoutMs = 15_000

let current: { key: string; url: string | undefined; client: Stripe } | undefined

/**
 * Stripe as the settings say, or its double. It repeats by itself what was lost on the way, with the same idempotency key.
 * @throws Error without a key; ask `cardsAreOn` before
 */
export function stripe(): Stripe {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: url } = env()
  if (!key) throw new Error("STRIPE_SECRET_KEY is not set")
  if (current?.key !== key || current.url !== url) {
    const options = { apiVersion, maxNetworkRetries: 2, timeout: timeoutMs, telemetry: false } as const
    current = { key, url, client: new Stripe(key, { ...options, ...(url && placeOf(new URL(url))) }) }
  }
  return current.client
}

const placeOf = ({ hostname: host, port, protocol }: URL) => ({
  host,
  port: port || (protocol === "https:" ? 443 : 80),
  protocol: protocol === "https:" ? ("https" as const) : ("http" as const),
})

/** Whether the key moves real money. */
export const isLive = (): boolean => /_live_/.test(env().STRIPE_SECRET_KEY ?? "")

/** How old what is signed may be, against whoever sends it again. */
const toleranceSeconds = 300

/**
 * What Stripe tells, if it was Stripe who told it, lately.
 * @param body the bytes as they came
 * @returns null where the signature is not right, or too old, or no secret is set
 */
export function readEvent(body: Buffer, signature: string | null): Stripe.Event | null {
  const secret = env().STRIPE_WEBHOOK_SECRET
  if (!secret || !signature) return null
  try {
    return stripe().webhooks.constructEvent(body, signature, secret, toleranceSeconds)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) return null
    throw error
  }
}

/** The same key is being worked on at this moment: its answer is the other's. */
const isUnderWay = (error: unknown): boolean => error instanceof Stripe.errors.StripeError && error.statusCode === 409

/** Whether Stripe has refused for good what it was asked, and would refuse it again. */
export const isRefused = (error: unknown): error is Stripe.errors.StripeInvalidRequestError =>
  error instanceof Stripe.errors.StripeInvalidRequestError && !isUnderWay(error)

/** Whether Stripe has failed at it and goes on saying so to the same key, as it does for a day. */
export const isStuck = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeAPIError && error.headers?.["idempotent-replayed"] === "true"

/** Whether the key was good for another question before. */
export const isOtherQuestion = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeIdempotencyError && !isUnderWay(error)
