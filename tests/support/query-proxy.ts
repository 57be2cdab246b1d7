import { createServer, connect, type Socket } from "node:net"

export type QueryProxy = {
  /** The address of the database by way of the proxy. */
  url: string
  /** How many statements came by since the last time this was asked. */
  count: () => number
  /** What they were, in the order of the alphabet, since several connections have none. */
  statements: () => string[]
  close: () => Promise<void>
}

/**
 * Stands between an app process and its database and counts what the app asks: every simple query and every execution
 * of a prepared one (PostgreSQL protocol 3.0, messages "Q" and "E"), those of transactions included. What a statement
 * says stands in the message "Q" or in the "P" by which it was prepared.
 */
export async function queryProxy(databaseUrl: string): Promise<QueryProxy> {
  const { hostname, port } = new URL(databaseUrl)
  let counted = 0
  let said: string[] = []
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const database = connect(Number(port), hostname)
    const countIn = messageCounter((kind, content) => {
      if (kind !== "P") counted++
      if (kind !== "E") said.push(textOf(kind, content))
    })
    client.on("data", countIn)
    client.pipe(database).pipe(client)
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      open.add(one)
      one.on("error", () => other.destroy()).on("close", () => open.delete(one))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url: url.href,
    count() {
      const count = counted
      counted = 0
      return count
    },
    statements() {
      const statements = said.sort()
      said = []
      return statements
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Takes the stream apart: a first message of length and content, then messages of kind, length and content. */
function messageCounter(found: (kind: string, content: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let kindBytes = 0
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= kindBytes + 4) {
      const size = kindBytes + rest.readInt32BE(kindBytes)
      if (rest.length < size) return
      const kind = kindBytes === 1 ? String.fromCharCode(rest[0]!) : ""
      if (kind && "QPE".includes(kind)) found(kind, rest.subarray(5, size))
      rest = rest.subarray(size)
      kindBytes = 1
    }
  }
}

/** Text ends with a zero byte; before that of a "P" stands its name. */
const textOf = (kind: string, content: Buffer) => content.toString("utf8").split("\0")[kind === "P" ? 1 : 0] ?? ""
