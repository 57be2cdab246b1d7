import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { type ParsedMail, simpleParser } from "mailparser"
import { SMTPServer } from "smtp-server"
import { afterAll, beforeEach } from "vitest"

/**
 * A mail server for a test file: import it before anything that reads settings. It keeps what it was given, as it
 * came over the line and parsed.
 */
export type Received = { raw: string; mail: ParsedMail; from: string; to: string[] }

export const received: Received[] = []

/** How it answers the next mails: undefined is yes, a number a refusal with that code. */
export const behaviour: { refuseRecipient?: number; refuseMessage?: number; onMessage?: () => Promise<void> } = {}

const refusal = (code: number) =>
  Object.assign(new Error("mailbox petra@muster.example unavailable"), { responseCode: code })

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo(_address, _session, done) {
    done(behaviour.refuseRecipient ? refusal(behaviour.refuseRecipient) : null)
  },
  onData(stream, session, done) {
    const chunks: Buffer[] = []
    stream.on("data", (chunk: Buffer) => chunks.push(chunk))
    stream.on("end", () => {
      void (async () => {
        if (behaviour.refuseMessage) return done(refusal(behaviour.refuseMessage))
        await behaviour.onMessage?.()
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        const mail = await simpleParser(raw)
        received.push({
          raw: raw.toString("latin1"),
          mail,
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
        })
        done()
      })()
    })
  },
})
server.on("error", () => undefined)
server.listen(0, "127.0.0.1")
await once(server.server, "listening")
process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`

beforeEach(() => {
  received.length = 0
  delete behaviour.refuseRecipient
  delete behaviour.refuseMessage
  delete behaviour.onMessage
})
afterAll(async () => {
  const { closeMail } = await import("@/lib/mail")
  closeMail()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})
