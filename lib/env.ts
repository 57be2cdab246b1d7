import { createPublicKey } from "node:crypto"
import { Resolver } from "node:dns/promises"
import { z } from "zod"
import { clientReader } from "./client-address"

const flag = z
  .enum(["0", "1", ""])
  .optional()
  .transform((value) => value === "1")
const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined)
const postgresUrl = optional.refine(
  (url) => !url || (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)),
  "must be an address that begins with postgresql://",
)

function areProxies(list: string): boolean {
  try {
    return clientReader(list) !== undefined
  } catch {
    return false
  }
}

const listOf = (text: string | undefined) => text?.split(",").map((part) => part.trim())

function areNameServers(servers: string[] | undefined): boolean {
  try {
    if (servers) new Resolver().setServers(servers)
    return true
  } catch {
    return false
  }
}

function isPublicKey(key: string | undefined): boolean {
  try {
    if (key) createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" })
    return true
  } catch {
    return false
  }
}

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host)

const isPrivateWay = (url: string) => {
  const { protocol, hostname } = new URL(url)
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname))
}

const serverUrl = optional
  .refine((url) => !url || (URL.canParse(url) && isPrivateWay(url)), "must begin with https://")
  .transform((url) => url?.replace(/\/+$/, ""))
/** Whoever has something signed with it can try secrets without asking anybody. */
const signingSecret = optional.refine((secret) => !secret || secret.length >= 32, "needs at least 32 characters")

/** What is of use only together. */
const groups = [
  ["JITSI_URL", "JITSI_APP_ID", "JITSI_APP_SECRET"],
  ["BBB_URL", "BBB_SECRET"],
] as const

const missing = { error: (issue: { input?: unknown }) => (issue.input === undefined ? "is missing" : undefined) }

const schema = z.object({
  /** Where people reach the app, without a slash at the end. https, or http on a loopback host. */
  PUBLIC_URL: z.url({ protocol: /^https?$/, ...missing }).transform((url) => url.replace(/\/+$/, "")),
  /** The address to listen on; without it all of the machine's. */
  HOST: optional,
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** What this process does: answer requests, work on jobs, or both. */
  ROLE: z.enum(["all", "web", "worker"]).default("all"),
  DATABASE_URL: postgresUrl,
  /** Past a pooler, for LISTEN and migrations. Defaults to DATABASE_URL. */
  DATABASE_DIRECT_URL: postgresUrl,
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(20),
  /** Root of every link, code and cookie. At least 32 characters; changing it voids them all. */
  APP_SECRET: z.string(missing).min(32, "needs at least 32 characters (openssl rand -base64 32)"),
  /** smtp://user:pass@host:587 or smtps://… Without it mails are kept in the journal only. */
  SMTP_URL: optional.refine((url) => !url || /^smtps?:\/\//.test(url), "must begin with smtp:// or smtps://"),
  MAIL_FROM: optional,
  /** Name servers that are asked about the sender's domain; without them those of the machine. */
  DNS_SERVERS: optional
    .transform(listOf)
    .refine(areNameServers, "must be addresses, with commas and perhaps with a port"),
  /** "user:password" in the address of Postmark's webhooks; without it there is none. */
  MAIL_EVENTS_POSTMARK: optional.refine(
    (pair) => !pair || /^[^:\s]{1,64}:\S{16,}$/.test(pair),
    "must be user:password with at least 16 characters after the colon",
  ),
  /** The "HTTP webhook signing key" of Mailgun. */
  MAIL_EVENTS_MAILGUN: optional.refine((key) => !key || key.length >= 16, "needs at least 16 characters"),
  /** The public "verification key" of SendGrid's signed event webhook. */
  MAIL_EVENTS_SENDGRID: optional.refine(isPublicKey, "must be the verification key as SendGrid shows it"),
  /** The register of VAT ids (VIES), such as https://ec.europa.eu/taxation_customs/vies/rest-api; without it none is asked. */
  VAT_CHECK_URL: optional
    .refine((url) => !url || /^https?:\/\//.test(url), "must begin with https:// or http://")
    .transform((url) => url?.replace(/\/+$/, "")),
  /** Stripe's secret key ("sk_…"); without it cards and debits are off. */
  STRIPE_SECRET_KEY: optional.refine(
    (key) => !key || /^(sk|rk)_(test|live)_\w+$/.test(key),
    "must begin with sk_ or rk_",
  ),
  /** With which Stripe signs what it tells at /api/stripe/webhook ("whsec_…"); without it nothing told is believed. */
  STRIPE_WEBHOOK_SECRET: optional.refine((secret) => !secret || secret.length >= 16, "needs at least 16 characters"),
  /** Where Stripe is, without it Stripe itself; for the demo and for tests its double. Never with a live key. */
  STRIPE_API_URL: optional.refine(
    (url) => !url || (/^https?:\/\//.test(url) && URL.canParse(url)),
    "must begin with https:// or http://",
  ),
  /** Our own Jitsi, such as https://meet.example.org, with the application and the secret of its tokens: all three or none. */
  JITSI_URL: serverUrl,
  JITSI_APP_ID: optional,
  JITSI_APP_SECRET: signingSecret,
  /** Our own BigBlueButton, address and secret as `bbb-conf --secret` shows them: both or none. */
  BBB_URL: serverUrl,
  BBB_SECRET: signingSecret,
  /** The first owner, created at the first start. */
  ORGANIZER_EMAIL: optional.refine((mail) => !mail || z.email().safeParse(mail).success, "must be an e-mail address"),
  /** Whether the team has to show a second factor beside the mailbox before it sees anybody, or may. */
  SECOND_FACTOR: z.enum(["required", "offered"]).default("required"),
  /** Proxies whose X-Forwarded-For is believed: addresses, networks or names such as "loopback", with commas. */
  TRUSTED_PROXIES: z.string().default("").refine(areProxies, "must be addresses, networks or names such as loopback"),
  /** Multiplies every limit of lib/rate-limit.ts and of sign-in codes; 0 takes them away (for load tests). */
  RATE_LIMIT: z.coerce.number().min(0).max(10_000).default(1),
  DEMO: flag,
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
})

export type Env = z.output<typeof schema>

/** Names of everything a user can set, for the check against `.env.example`. */
export const envNames = Object.keys(schema.shape) as (keyof Env)[]

const looksDefault = (secret: string) => /change.?me|example|secret|password/i.test(secret) || new Set(secret).size < 10

/**
 * Reads and checks settings.
 * @throws Error with one sentence per wrong setting; no value is repeated in it.
 */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  // An empty one is none: "RATE_LIMIT=" must not read as 0.
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== "")))
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
  for (const group of groups) {
    const absent = group.filter((name) => parsed.success && !parsed.data[name])
    if (absent.length > 0 && absent.length < group.length)
      problems.push(`${absent.join(", ")}: missing; ${group.join(", ")} are set together or not at all`)
  }
  if (parsed.success && !parsed.data.DEMO) {
    const url = new URL(parsed.data.PUBLIC_URL)
    if (url.protocol === "http:" && !isLoopback(url.hostname))
      problems.push("PUBLIC_URL: must be https outside of this machine")
    if (parsed.data.STRIPE_API_URL && /_live_/.test(parsed.data.STRIPE_SECRET_KEY ?? ""))
      problems.push("STRIPE_API_URL: a live key is for Stripe alone")
    if (looksDefault(parsed.data.APP_SECRET)) problems.push("APP_SECRET: looks like a placeholder")
  }
  if (problems.length > 0 || !parsed.success) throw new Error(`Settings are not right. ${problems.join("; ")}`)
  return parsed.data
}

let current: Env | undefined

/** The settings of this process, read once. */
export function env(): Env {
  return (current ??= readEnv(process.env))
}
