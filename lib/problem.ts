/** One fault of an input: where, which (stable), and in words. */
export type FieldError = { path: string; code: string; message: string }

/** What went wrong, for programs: RFC 9457 with our `reason`, a stable word. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  /** The request's id; the log has the same. */
  instance: string
  reason: string
  errors?: FieldError[]
  triesLeft?: number
}

/** The media type of a Problem (RFC 9457, section 3). */
export const problemType = "application/problem+json"

/** Builds a problem. `docsUrl` is the page that explains the reasons; each has its own anchor there. */
export function problem(
  facts: { status: number; reason: string; title: string; detail: string; errors?: FieldError[]; triesLeft?: number },
  about: { requestId: string; docsUrl: string },
): Problem {
  const { status, reason, title, detail, errors, triesLeft } = facts
  return {
    ...{ type: `${about.docsUrl}#${reason}`, title, status, detail },
    ...{ instance: `urn:uuid:${about.requestId}`, reason, errors, triesLeft },
  }
}
