import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import type { NumbersScope } from "@/lib/numbers/queries"
import { instantsOf, type Span, spanOf } from "@/lib/numbers/rules"
import { type NumbersChoice, numbersChoice } from "@/lib/numbers/schema"
import { sessionScope, type Viewer } from "@/lib/people/policy"
import { settings } from "../../../../../settings"
import { showQuery } from "../../../../../show-query"

/** Who looks, at which numbers: of everybody or of the host's own sessions, as the address asks. */
export async function openNumbers(search: Record<string, unknown>): Promise<{
  viewer: Viewer
  choice: NumbersChoice
  span: Span
  scope: NumbersScope
  zone: string
  now: Date
}> {
  const viewer = await requireTeam({ path: "/organizer/numbers" })
  const [choice, now] = [numbersChoice.parse(search), presentTime()]
  const { timeZone: zone } = await settings()
  const span = spanOf(choice, now, zone)
  const scope = { ...sessionScope(viewer), ...instantsOf(span, zone), format: choice.format }
  return { viewer, choice, span, scope, zone, now }
}

/** The choice as the query of an address; what is usual is left out. */
export function queryOf({ period, from, to, format }: NumbersChoice, more: Record<string, string> = {}): string {
  const own = period === "own" ? { from, to } : {}
  return showQuery({ ...(period !== "quarter" && { period }), ...own, format, ...more })
}
