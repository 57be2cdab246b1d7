import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { revisionOf } from "@/lib/bookings/rules-changes"
import type { SessionChange } from "@/lib/bookings/schema"
import type { DeskSession } from "@/lib/sessions/queries"
import { timesOf } from "@/lib/sessions/rules"
import { SessionDate } from "./session-date"

type Props = { session: DeskSession; change: SessionChange; hosts: { id: string; name: string }[] }
type Fact = { label: string; now: ReactNode; then: ReactNode }

/** What a change makes of a session, each fact as it is and as it will be; what stays is left out. */
export function ChangeFacts({ session, change, hosts }: Props) {
  const t = useTranslations("changes.facts")
  const facts = useFacts({ session, change, hosts })
  if (facts.length === 0) return null
  return (
    <section aria-label={t("label")} className="border-t border-ink">
      <dl>
        {facts.map(({ label, now, then }) => (
          <div key={label} className="grid gap-x-6 gap-y-2 border-b border-line py-3.5 sm:grid-cols-[7rem_1fr_1fr]">
            <dt className="text-soft">{label}</dt>
            <dd className="text-soft">
              <span className="block text-sm">{t("now")}</span>
              {now}
            </dd>
            <dd className="font-[540]">
              <span className="block text-sm font-normal text-soft">{t("then")}</span>
              {then}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function useFacts({ session, change, hosts }: Props): Fact[] {
  const t = useTranslations("changes.facts")
  if (change.kind === "cancel") return []
  const { localStart, timeZone, capacity, language, placeText, minimum, hostId } = revisionOf(session, change)
  const moved = localStart !== undefined || timeZone !== undefined
  const there = { localStart: localStart ?? session.localStart, timeZone: timeZone ?? session.timeZone }
  const date = <SessionDate session={{ ...timesOf(session, there), timeZone: there.timeZone }} />
  const languageName = (of: "de" | "en") => t("languageName", { language: of })
  const hostName = hosts.find(({ id }) => id === hostId)?.name
  return [
    { label: t("date"), now: <SessionDate session={session} />, then: moved ? date : undefined },
    { label: t("capacity"), now: session.capacity, then: capacity },
    { label: t("language"), now: languageName(session.language), then: language && languageName(language) },
    {
      label: t("placeText"),
      now: session.placeText ?? t("none"),
      then: placeText === undefined ? undefined : (placeText ?? t("none")),
    },
    { label: t("minimum"), now: session.minimum, then: minimum },
    {
      label: t("host"),
      now: session.hostName ?? t("none"),
      then: hostId === undefined ? undefined : (hostName ?? t("none")),
    },
  ].filter(({ then }) => then !== undefined)
}
