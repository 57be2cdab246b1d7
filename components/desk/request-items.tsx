import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { SessionPerson } from "@/lib/bookings/queries"
import { type Collision, type Remark, remarkOf } from "@/lib/bookings/rules-collisions"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateShort, formatWhen } from "@/lib/time-zone"
import { fullName } from "@/lib/people/rules"
import { ToDo } from "./to-do"

export type OpenRequest = SessionPerson & { session: DeskSession }

/** Requests that wait for their answer, as lines of a list; those that nobody has decided yet stand out. */
export function RequestItems({
  requests,
  now,
  href,
  collisions,
}: {
  requests: OpenRequest[]
  now: Date
  href: (seatId: string) => string
  /** What stands against those of closed rounds, by seat or substitution. */
  collisions?: ReadonlyMap<string, Collision[]>
}) {
  const t = useTranslations("desk.requests")
  return requests.map((request) => (
    <ToDo
      key={request.seatId}
      href={href(request.seatId)}
      action={t(decisionOf(request) ? "look" : "decide")}
      about={fullName(request.participant)}
    >
      <RequestSentence request={request} /> <DecisionBadge request={request} now={now} />
      <RemarkText remark={collisions ? remarkOf(claimOf(request), collisions) : null} />
    </ToDo>
  ))
}

/** "Petra Muster, Muster GmbH, fragt einen Platz an. 14.01." */
function RequestSentence({ request }: { request: OpenRequest }) {
  const t = useTranslations("desk.requests")
  const locale = useLocale()
  const { participant, substitution, comesFrom, session } = request
  const person = `${fullName(participant)}, ${participant.company}`
  const zone = session.timeZone
  return (
    <>
      {request.state === "confirmed" && substitution
        ? t("substitution", {
            person: fullName(participant),
            substitute: `${fullName(substitution.participant)}, ${substitution.participant.company}`,
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

/** "2 Personen dieses Unternehmens fragen an; …" */
function RemarkText({ remark }: { remark: Remark | null }) {
  const t = useTranslations("composition.toDo")
  if (!remark) return null
  return (
    <span className="mt-1 block text-[0.9375rem]">
      {remark.kind === "same_company" ? t("same_company", { people: remark.people }) : t(remark.kind)}
    </span>
  )
}

/** What asks: the seat itself, or the substitute for it. */
export const claimOf = (request: SessionPerson): string =>
  request.state === "requested" ? request.seatId : (request.substitution?.id ?? request.seatId)

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
