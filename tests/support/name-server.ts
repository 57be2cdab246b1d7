import { createSocket } from "node:dgram"
import dnsPacket from "dns-packet"

/** A name server on this machine that knows these texts and nothing else. */
export class NameServer {
  /** What was asked for, in order. */
  readonly asked: string[] = []
  /** By name: its TXT records, each in the pieces it is kept in; "fail" for a server that is broken. */
  texts: Record<string, string[][] | "fail"> = {}
  #socket = createSocket("udp4")

  /** "127.0.0.1:5353", for DNS_SERVERS. */
  get address(): string {
    const { address, port } = this.#socket.address()
    return `${address}:${port}`
  }

  async start(): Promise<this> {
    this.#socket.on("message", (message, sender) => {
      const { id, questions = [] } = dnsPacket.decode(message)
      const name = questions[0]?.name.toLowerCase() ?? ""
      this.asked.push(name)
      const texts = this.texts[name]
      const answers = Array.isArray(texts) ? texts.map((data) => ({ type: "TXT" as const, name, ttl: 60, data })) : []
      // RFC 1035, section 4.1.1: 2 is a server that failed, 3 a name that does not exist.
      const code = texts === "fail" ? 2 : texts ? 0 : 3
      const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | code
      this.#socket.send(
        dnsPacket.encode({ type: "response", id, flags, questions, answers }),
        sender.port,
        sender.address,
      )
    })
    await new Promise<void>((resolve) => this.#socket.bind(0, "127.0.0.1", resolve))
    return this
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()))
  }
}
