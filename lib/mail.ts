import nodemailer from "nodemailer"
import { env } from "./env"
import { isAddressGone, readReply } from "./smtp-reply"

/** One mail as it goes out. Every field is one line or a body; addresses are single and plain. */
export type OutgoingMail = {
  from: Mailbox
  replyTo: Mailbox
  to: string
  subject: string
  text: string
  html: string
  /** The same in every attempt. */
  messageId: string
  calendar?: { method: "REQUEST" | "CANCEL"; content: string }
  attachments?: { filename: string; contentType: string; content: Buffer }[]
  /** Of a subscription: the address that ends it by one POST (RFC 8058). */
  unsubscribe?: string
}

export type Mailbox = { name: string; address: string }

/**
 * What went wrong, without an address in it. `permanent` means that trying again will not help, `gone` that nobody has
 * this mailbox.
 */
export class MailError extends Error {
  constructor(
    readonly reason: string,
    readonly permanent: boolean,
    readonly gone = false,
  ) {
    super(reason)
    this.name = "MailError"
  }
}

/** Whether mails leave this machine; otherwise they stay in the journal. */
export const canSendMail = (): boolean => env().SMTP_URL !== undefined

const connect = (url: string) =>
  nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // A body never reads a file or fetches an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

/** All steps together: shorter than the time after which another worker takes a mail over (lib/notifications/rules.ts). */
const deadlineMs = 60_000

let transport: ReturnType<typeof connect> | undefined

/**
 * Hands a mail to the server of SMTP_URL.
 * @throws MailError
 */
export async function deliver(mail: OutgoingMail): Promise<void> {
  for (const address of [mail.to, mail.from.address, mail.replyTo.address]) assertAddress(address)
  const { unsubscribe } = mail
  for (const line of [mail.subject, mail.from.name, mail.replyTo.name, mail.messageId, unsubscribe ?? ""])
    assertLine(line)
  transport ??= connect(env().SMTP_URL ?? "")
  const sending = transport.sendMail({
    from: mail.from,
    replyTo: mail.replyTo,
    // As an object: a string would be parsed, and what is parsed can hold a second address.
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    // Written by a program, so that no absence note answers (RFC 3834, section 5).
    headers: { "Auto-Submitted": "auto-generated", ...(unsubscribe && oneClick(unsubscribe)) },
    attachments: mail.attachments,
    icalEvent: mail.calendar && { ...mail.calendar, filename: "termin.ics" },
  })
  try {
    await within(deadlineMs, sending)
  } catch (error) {
    throw asMailError(error)
  }
}

/** RFC 8058, section 3.1; the header itself is of RFC 2369. */
const oneClick = (url: string) => ({
  "List-Unsubscribe": `<${url}>`,
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
})

/** Ends the connections; the next mail opens new ones. */
export function closeMail(): void {
  transport?.close()
  transport = undefined
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new MailError("no answer in time", false)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const isAddress = (text: string) => /^[^\s@<>(),;:"\\[\]]{1,64}@[a-z0-9.-]{1,255}$/i.test(text)

function assertAddress(text: string): void {
  if (!isAddress(text)) throw new MailError("not one plain address", true)
}

function assertLine(text: string): void {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) throw new MailError("line break in a header", true)
}

/**
 * A 5xx about this recipient or this message is final; everything else, our own password included, may be different
 * later (RFC 5321, section 4.2.1).
 */
function asMailError(error: unknown): MailError {
  if (error instanceof MailError) return error
  const { code, command, response = "" } = error as { code?: string; command?: string; response?: string }
  const reply = readReply(response)
  const permanent = (reply?.code ?? 0) >= 500 && (code === "EENVELOPE" || code === "EMESSAGE")
  const gone = permanent && reply !== null && isAddressGone(reply, command === "RCPT TO")
  return new MailError(response ? withoutAddresses(response) : (code ?? "not reachable"), permanent, gone)
}

/** One short line of what somebody else's server or service says. */
export const withoutAddresses = (response: string): string =>
  response
    .replace(/\S*@\S*/g, "…")
    .replace(/\s+/g, " ")
    .slice(0, 120)
