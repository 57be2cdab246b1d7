import { getLocale, getTranslations } from "next-intl/server"
import { ChanceBasis, ChanceText, isRisk, RiskSentence } from "@/components/desk/viability"
import { StateSentence } from "@/components/sessions/facts"
import { isThin } from "@/lib/bookings/rules-merge"
import type { TaskedSession } from "@/lib/bookings/queries-today"
import { readShown } from "@/lib/numbers/queries-viability"
import { chanceOf } from "@/lib/numbers/rules-viability"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDayShort } from "@/lib/time-zone"
import { DecideButtons } from "../decide-buttons"

/**
 * Whether a session takes place: what is public of it, how probable it is that enough come and what that rests on, and
 * where it is at risk the two ways to decide.
 */
export async function Viability({
  session,
  tasked,
  notComing,
  scope,
  runs,
  now,
}: {
  session: DeskSession
  tasked: TaskedSession | undefined
  /** How many of those confirmed have said that they do not come. */
  notComing: number
  scope: { hostId?: string }
  runs: boolean
  now: Date
}) {
  const [t, locale] = [await getTranslations("viability"), await getLocale()]
  const { format, seats, minimum, capacity, status, decideBy, timeZone } = session
  const shown = await readShown({ ...scope, formatId: format.id })
  const chance = chanceOf({ booked: seats.confirmed - notComing, minimum, capacity }, shown(format.id))
  const risk = tasked?.tasks.find(isRisk)
  return (
    <section aria-labelledby="viability" className="mt-8 grid max-w-[46em] gap-2 border-t border-line pt-5">
      <h2 id="viability" className="text-xl">
        {t("title")}
      </h2>
      {risk && tasked && (
        <p>
          <RiskSentence session={tasked} task={risk} />
        </p>
      )}
      <p>
        <ChanceText chance={chance} />
      </p>
      <p className="text-[0.9375rem] text-soft">
        <ChanceBasis chance={chance} />
      </p>
      <p className="text-[0.9375rem] text-soft">
        {t("public")}{" "}
        <StateSentence session={{ ...session, status: status as "published", decideBy: open(decideBy, now) }} />{" "}
        {status === "published" &&
          t(`rule.${format.guarantee}`, { date: formatDayShort(decideBy, timeZone, locale), minimum })}
      </p>
      {risk && runs && !session.pausedUntil && (
        <div className="mt-3">
          <DecideButtons session={session} thin={isThin({ ...session, confirmed: seats.confirmed })} />
        </div>
      )}
    </section>
  )
}

/** In public a day that has passed is not named any more. */
const open = (decideBy: Date, now: Date) => (decideBy > now ? decideBy : null)
