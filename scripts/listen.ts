import type { Server } from "node:net"
import { Complaint } from "./complaint"

/** @throws Complaint where the port is taken or not ours to use */
export function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "is taken by another program" : `cannot be used (${error.code})`
      reject(new Complaint(`Port ${port} ${reason}: choose another one, for example PORT=${port + 1}.`))
    })
    server.listen(port, host, resolve)
  })
}
