import type { Outcome } from "@/lib/errors"

/** What the demo is made of has to be possible. */
export function must<Done extends object>(outcome: Outcome<Done, string>): Done {
  if (!outcome.ok) throw new Error(`The demo could not be prepared: ${outcome.reason}`)
  return outcome
}
