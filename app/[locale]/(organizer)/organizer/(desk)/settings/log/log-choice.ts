import { z } from "zod"
import { dayInAddress } from "@/lib/input"
import { type LogArea, logAreas, type LogFilter, organizerAreas } from "@/lib/bookings/list-activities"
import { runsHouse, type Viewer } from "@/lib/people/policy"
import { addLocalDays, instantOf } from "@/lib/time-zone"

const areas = Object.keys(logAreas) as LogArea[]
const choice = z.object({
  area: z
    .enum(areas as [LogArea, ...LogArea[]])
    .optional()
    .catch(undefined),
  who: z
    .union([z.uuid(), z.enum(["guests", "system"])])
    .optional()
    .catch(undefined),
  session: z.uuid().optional().catch(undefined),
  from: dayInAddress,
  until: dayInAddress,
  cursor: z.string().max(80).optional().catch(undefined),
})

/** Which part of the log to show; part of the address. */
export type LogChoice = z.output<typeof choice>

/** Anything in the address that is not a choice is no choice. */
export const readLogChoice = (search: Record<string, unknown>): LogChoice => choice.parse(search)

/** The parts somebody may choose from. */
export const areasFor = (viewer: Viewer): LogArea[] => (runsHouse(viewer) ? areas : organizerAreas)

/** What that means for the query: never more than the viewer may read. Both days count whole, where the desk stands. */
export function filterOf({ area, who, session, from, until }: LogChoice, viewer: Viewer, zone: string): LogFilter {
  const may = areasFor(viewer)
  const chosen = area && may.includes(area) ? [area] : undefined
  return {
    areas: chosen ?? (runsHouse(viewer) ? undefined : may),
    who,
    sessionId: session,
    from: from === undefined ? undefined : instantOf(`${from}T00:00`, zone),
    until: until === undefined ? undefined : addLocalDays(instantOf(`${until}T00:00`, zone), 1, zone),
  }
}
