import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { SessionPerson } from "@/lib/bookings/queries"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateShort, formatWhen } from "@/lib/time-zone"
import { personName } from "./person-name"

export type OpenRequest = SessionPerson & { session: DeskSession }

/** Requests that wait for their answer; those that nobody has decided yet stand out. */
export function RequestList({
  requests,
  now,
  href,
}: {
  requests: OpenRequest[]
  now: Date
  href: (seatId: string) => string
}) {
  const t = useTranslations("desk.requests")
  return (
    <ul>
      {requests.map((request) => (
        <li
          key={request.seatId}
          className="group relative grid gap-x-5 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-center"
        >
          <p>
            <RequestSentence request={request} /> <DecisionBadge request={request} now={now} />
          </p>
          <a
            href={href(request.seatId)}
            className="inline-flex min-h-11 items-center font-[560] text-accent no-underline group-hover:underline after:absolute after:inset-0"
          >
            {t(decisionOf(request) ? "look" : "decide")}
            <span className="sr-only">: {personName(request.participant)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** "Petra Muster, Muster GmbH, fragt einen Platz an. 14.01." */
function RequestSentence({ request }: { request: OpenRequest }) {
  const t = useTranslations("desk.requests")
  const locale = useLocale()
  const { participant, substitution, comesFrom, session } = request
  const person = `${personName(participant)}, ${participant.company}`
  const zone = session.timeZone
  return (
    <>
      {request.state === "confirmed" && substitution
        ? t("substitution", {
            person: personName(participant),
            substitute: `${personName(substitution.participant)}, ${substitution.participant.company}`,
          })
        : comesFrom
          ? t("rebooking", { person, from: formatDateShort(comesFrom.startsAt, zone, locale) })
          : t("new", { person })}{" "}
      <span className="text-[0.9375rem] text-soft">
        {formatDateShort(session.startsAt, zone, locale)} · {session.format.name}
      </span>
    </>
  )
}

/** What is to be answered at a seat: the request for it, or the substitute asked for. */
export const decisionOf = (request: SessionPerson) =>
  request.state === "requested" ? request.decision : (request.substitution?.decision ?? null)

export const decideAtOf = (request: SessionPerson): Date | null =>
  request.state === "requested" ? request.decideAt : (request.substitution?.decideAt ?? null)

/** "Antwort heute, 16:00 Uhr", or what is noted for then. */
export function DecisionBadge({ request, now }: { request: OpenRequest; now: Date }) {
  const t = useTranslations("desk.requests")
  const locale = useLocale()
  const at = decideAtOf(request)
  const decision = decisionOf(request)
  if (!at) return null
  const when = formatWhen(at, request.session.timeZone, locale, now)
  return decision ? (
    <Badge>{t(`noted.${decision}`, { when })}</Badge>
  ) : (
    <Badge tone="mark">{t("answer", { when })}</Badge>
  )
}
