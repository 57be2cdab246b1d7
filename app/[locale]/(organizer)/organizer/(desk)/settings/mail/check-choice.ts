import { z } from "zod"

/** Whether the domain is to be asked about, and with which DKIM selector; part of the address. */
export type CheckChoice = { ask: boolean; selector?: string; problem?: true }

/** Labels of a name, with dots between them (RFC 6376, section 3.1; RFC 1035, section 2.3.1). */
const selectorInput = z
  .string()
  .trim()
  .regex(/^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?){0,5}$/i)

/** Only a form that was sent says `ask`: to open the page asks nobody. */
export function readCheck({ ask, selector }: Record<string, unknown>): CheckChoice {
  if (ask !== "1") return { ask: false }
  if (typeof selector !== "string" || selector.trim() === "") return { ask: true }
  const parsed = selectorInput.safeParse(selector)
  return parsed.success ? { ask: true, selector: parsed.data } : { ask: false, selector, problem: true }
}
