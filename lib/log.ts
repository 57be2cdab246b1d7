import pino from "pino"

/**
 * Structured log. It holds no tokens, no mail addresses and no texts of database errors: log an event name with
 * ids, and errors through `errorFacts`.
 */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  redact: {
    paths: [
      "token",
      "code",
      "email",
      "cookie",
      "authorization",
      "*.token",
      "*.code",
      "*.email",
      "*.cookie",
      "*.authorization",
    ],
    censor: "[hidden]",
  },
})

/** What of an error may be logged: its class, its code and where it was thrown; never its message or detail. */
export function errorFacts(error: unknown): { error: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined
  const at = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
  return { error: error.name, code, at }
}
