import { errorFacts, log } from "./log"

/**
 * Sends what libraries print to the structured log. An error is logged by its facts: Next prints messages, and the
 * message of a database error repeats the row that was refused. Words are cut to what cannot hold a secret or a name.
 */
export function logConsole(target: Pick<Console, "error" | "warn"> = console): void {
  for (const level of ["error", "warn"] as const) {
    target[level] = (...said: unknown[]) => {
      const error = said.find((part) => part instanceof Error)
      // Those with a digest have been logged with their request (instrumentation.ts).
      if (error && "digest" in error) return
      log[level](
        error ? { event: "library.failed", ...errorFacts(error) } : { event: "library.said", words: harmless(said) },
      )
    }
  }
}

/** The first words, without addresses, quoted values and anything long enough for a token. */
const harmless = (said: unknown[]): string =>
  said
    .filter((part) => typeof part === "string")
    .join(" ")
    .replace(/"[^"]*"|'[^']*'|`[^`]*`|\S*@\S*|[\w-]{24,}|\d{6,}/g, "…")
    .slice(0, 160)
