import { useTranslations } from "next-intl"
import { classNames } from "@/components/ui/class-names"
import type { DeskSession } from "@/lib/sessions/queries"

type Props = {
  session: Pick<DeskSession, "seats" | "status" | "capacity">
  /** How many people wait for a seat. */
  waiting?: number
  /** Where they are listed. */
  waitingHref?: string
  /** Whether it stands beside them already that the session takes place. */
  stateSaid?: boolean
  className?: string
}

/** The sentence of the ring at the desk: "6 bestätigt · 1 angefragt · 1 frei · 2 warten". */
export function SeatCounts({ session: { seats, status }, waiting = 0, waitingHref, stateSaid, className }: Props) {
  const [t, list] = [useTranslations("desk.seats"), useTranslations("waitlist.desk")]
  const b = (chunks: React.ReactNode) => <b className="text-ink">{chunks}</b>
  const states = (["confirmed", "requested", "offered", "held", "free"] as const).filter(
    (state) => seats[state] > 0 || state === "confirmed" || state === "free",
  )
  return (
    <ul className={classNames("flex flex-wrap gap-x-6 gap-y-1 text-soft", className)}>
      {states.map((state) => (
        <li key={state}>{t.rich(state, { count: seats[state], b })}</li>
      ))}
      {waiting > 0 && (
        <li>
          {waitingHref ? (
            <a href={waitingHref}>{list.rich("waiting", { count: waiting, b })}</a>
          ) : (
            list.rich("waiting", { count: waiting, b })
          )}
        </li>
      )}
      {status === "guaranteed" && !stateSaid && <li className="font-[560] text-accent">{t("guaranteed")}</li>}
    </ul>
  )
}
