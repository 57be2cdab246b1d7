import type { ServerResponse } from "node:http"

/**
 * Runs when the head of an answer is about to be written: what is decided here is decided last, with which status it
 * goes out, and whether a page goes in place of what was to follow.
 */
export function beforeHead(res: ServerResponse, decide: (status: number) => { status: number; page?: string }): void {
  const { writeHead, write, end } = res
  res.writeHead = function (this: ServerResponse, ...head: unknown[]) {
    const headers = head.findLast((value) => typeof value === "object") as Record<string, string> | undefined
    for (const [name, value] of Object.entries(headers ?? {})) this.setHeader(name, value)
    const { status, page } = decide(head[0] as number)
    Object.assign(res, { writeHead, write, end })
    if (page !== undefined) sendInstead(res, page)
    return writeHead.call(this, status)
  }
  // Writing without a head of its own writes the head first, too late to send something else.
  const decideFirst = (method: "write" | "end") =>
    function (this: ServerResponse, ...rest: unknown[]): never {
      if (!this.headersSent && this.statusCode >= 500) this.writeHead(this.statusCode)
      else Object.assign(res, { write, end })
      return Reflect.apply(this[method], this, rest) as never
    }
  Object.assign(res, { write: decideFirst("write"), end: decideFirst("end") })
}

function sendInstead(res: ServerResponse, page: string): void {
  const { end } = res
  for (const name of ["Link", "Transfer-Encoding", "Content-Encoding"]) res.removeHeader(name)
  res.setHeader("Content-Type", "text/html; charset=utf-8")
  res.setHeader("Content-Length", Buffer.byteLength(page))
  res.write = () => true
  res.end = function (this: ServerResponse) {
    res.end = end
    return end.call(this, page, "utf8")
  }
}
