import { RoundTable } from "@/components/sessions/round-table"
import type { DeskSession } from "@/lib/sessions/queries"

type Props = { session: Pick<DeskSession, "seats" | "capacity">; centre?: boolean; className?: string }

/** The round table as the organizer sees it: confirmed, held, offered or asked for, free. */
export function DeskRing({ session: { seats, capacity }, centre, className }: Props) {
  return (
    <RoundTable
      capacity={capacity}
      free={seats.free}
      held={seats.requested + seats.offered + seats.held}
      centre={centre ? `${seats.confirmed}/${capacity}` : undefined}
      className={className}
    />
  )
}
