import type { ServerResponse } from "node:http"

/**
 * A server action cannot choose the status of its answer: Next says 200 whatever it returns. It leaves what it wants in
 * a cookie of this name, which the gate takes out of the answer again; no browser ever sees it.
 */
export const wishedStatus = {
  cookie: "runde_status",
  /** Too many requests; to be tried again after so many seconds (RFC 6585, section 4). */
  tooMany: (retryAfter: number): string => `429.${retryAfter}`,
}

/** Takes the wish out of the answer's cookies and fulfils it. @returns the status, if one was wished for */
export function takeWishedStatus(res: ServerResponse): number | undefined {
  const cookies = [res.getHeader("Set-Cookie") ?? []].flat().map(String)
  const wishes = cookies.filter((line) => line.startsWith(`${wishedStatus.cookie}=`))
  if (wishes.length === 0) return undefined
  const others = cookies.filter((line) => !wishes.includes(line))
  if (others.length > 0) res.setHeader("Set-Cookie", others)
  else res.removeHeader("Set-Cookie")
  const [, retryAfter] = /=429\.(\d+)/.exec(wishes[0] ?? "") ?? []
  if (!retryAfter) return undefined
  res.setHeader("Retry-After", retryAfter)
  return 429
}
