import type { IncomingMessage, ServerResponse } from "node:http"
import { dispatch } from "./api"

/** The API's routes as an app behind the gate, without Next between them. */
export async function apiBehindGate(req: IncomingMessage & { readBody?: Buffer }, res: ServerResponse): Promise<void> {
  const request = new Request(`http://localhost:3000${req.url}`, {
    method: req.method,
    headers: req.headers as Record<string, string>,
    body: req.method === "POST" ? (req.readBody as BodyInit | undefined) : undefined,
  })
  const answer = await dispatch(request)
  res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
}
