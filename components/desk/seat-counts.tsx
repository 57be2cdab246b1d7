import { useTranslations } from "next-intl"
import { classNames } from "@/components/ui/class-names"
import type { DeskSession } from "@/lib/sessions/queries"

type Props = { session: Pick<DeskSession, "seats" | "status" | "capacity">; className?: string }

/** The sentence of the ring at the desk: "6 bestätigt · 1 angefragt · 1 frei". */
export function SeatCounts({ session: { seats, status }, className }: Props) {
  const t = useTranslations("desk.seats")
  const b = (chunks: React.ReactNode) => <b className="text-ink">{chunks}</b>
  const states = (["confirmed", "requested", "held", "free"] as const).filter(
    (state) => seats[state] > 0 || state === "confirmed" || state === "free",
  )
  return (
    <ul className={classNames("flex flex-wrap gap-x-6 gap-y-1 text-soft", className)}>
      {states.map((state) => (
        <li key={state}>{t.rich(state, { count: seats[state], b })}</li>
      ))}
      {status === "guaranteed" && <li className="font-[560] text-accent">{t("guaranteed")}</li>}
    </ul>
  )
}
