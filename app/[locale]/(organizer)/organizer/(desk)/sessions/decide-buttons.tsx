import { useLocale, useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { Guarantee } from "./guarantee"

type Props = {
  session: { id: string; startsAt: Date; timeZone: string }
  /** Whether its people can be asked about another date. */
  thin: boolean
}

/**
 * The ways out for a session that may not take place: it does anyway, its people are asked about another date, or it is
 * called off and everybody is offered one.
 */
export function DecideButtons({ session, thin }: Props) {
  const [t, merge, locale] = [useTranslations("viability.decide"), useTranslations("merge"), useLocale()]
  const { id, startsAt, timeZone } = session
  const about = <span className="sr-only">: {formatDate(startsAt, timeZone, locale)}</span>
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Guarantee sessionId={id}>
        {t("run")}
        {about}
      </Guarantee>
      {thin && (
        <LinkButton href={deskHref(`/organizer/sessions/${id}/merge`, locale)} variant="outline" size="small">
          {merge("link")}
          {about}
        </LinkButton>
      )}
      <LinkButton href={deskHref(`/organizer/sessions/${id}/cancel?why=minimum`, locale)} variant="mark" size="small">
        {t("cancel")}
        {about}
      </LinkButton>
    </div>
  )
}
