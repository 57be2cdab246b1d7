import { useTranslations } from "next-intl"
import type { SessionPerson } from "@/lib/bookings/queries"

/** "5 von 8 da · 1 entschuldigt · 2 offen": stays at the top while the list goes by. */
export function AttendanceCount({ people }: { people: Pick<SessionPerson, "attendance">[] }) {
  const t = useTranslations("numbers.attendance")
  const b = (chunks: React.ReactNode) => <b className="text-ink">{chunks}</b>
  const count = (wanted: SessionPerson["attendance"]) => people.filter(({ attendance }) => attendance === wanted).length
  const others = [
    ["excused", count("excused")],
    ["absent", count("absent")],
    ["open", count(null)],
  ] as const
  return (
    <div role="status" className="sticky top-0 z-[1] max-w-[44em] border-t border-ink bg-paper py-3 text-soft">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        <li>{t.rich("count", { attended: count("attended"), confirmed: people.length, b })}</li>
        {others.map(([name, number]) => number > 0 && <li key={name}>{t.rich(name, { count: number, b })}</li>)}
      </ul>
    </div>
  )
}
