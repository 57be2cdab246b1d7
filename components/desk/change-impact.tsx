import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Notice } from "@/components/ui/notice"
import { CalledOffMoney, ShortList, Sum } from "./called-off-money"
import type { FormatImpact } from "@/lib/bookings/queries-changes"
import { formatMoney } from "@/lib/money"
import type { ChangeImpact } from "@/lib/notifications/preview-change"

type Kind = "move" | "cancel" | "capacity" | "edit" | "link"

/** What a change brings about, before anybody confirms it: whom it concerns, what goes out, what becomes of amounts. */
export function ChangeImpactView({ impact, kind }: { impact: ChangeImpact; kind: Kind }) {
  const t = useTranslations("changes.impact")
  return (
    <div className="grid gap-9">
      <Part title={t("people")}>
        <People people={impact.people} ends={kind === "cancel"} />
      </Part>
      <Part title={t("sent")}>
        <Sent impact={impact} kind={kind} />
      </Part>
      <Considerations impact={impact} kind={kind} />
      {impact.people.length > 0 && (
        <Part title={t("money")}>
          <Money impact={impact} kind={kind} />
        </Part>
      )}
    </div>
  )
}

/** How many people a change tells: those with a seat or a request who get a mail about it. */
export const toldBy = ({ mails, people }: ChangeImpact): number =>
  mails.length === 0 ? 0 : people.filter(({ state }) => state === "confirmed" || state === "requested").length

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 text-xl">{title}</h2>
      {children}
    </section>
  )
}

export function People({ people, ends = false }: { people: ChangeImpact["people"]; ends?: boolean }) {
  const t = useTranslations("changes.impact")
  if (people.length === 0) return <p className="border-t border-line py-3 text-soft">{t("nobody")}</p>
  return (
    <ShortList count={people.length}>
      {people.map(({ seatId, name, company, bookerName, state }) => (
        <li key={seatId} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto] sm:items-baseline">
          <p>
            {name}, {company}
            {bookerName && <span className="text-[0.9375rem] text-soft"> · {t("bookedBy", { name: bookerName })}</span>}
          </p>
          <p className="text-[0.9375rem] text-soft">{t(`${ends ? "fate" : "state"}.${state as "confirmed"}`)}</p>
        </li>
      ))}
    </ShortList>
  )
}

function Sent({ impact: { mails, calendar }, kind }: { impact: ChangeImpact; kind: Kind }) {
  const t = useTranslations("changes.impact")
  const languages = useTranslations("changes.languages")
  if (mails.length === 0) return <p className="border-t border-line py-3 text-soft">{t(`nothingSent.${kind}`)}</p>
  return (
    <>
      <ul>
        {mails.map(({ kind: mail, about, locale, count }) => (
          <Line key={`${mail} ${about} ${locale}`}>
            {t("mail", { count, subject: t(`subject.${about}`), language: languages(locale) })}
          </Line>
        ))}
        {calendar.map(({ method, count }) => (
          <Line key={method}>{t(`calendar.${method}`, { count })}</Line>
        ))}
      </ul>
      <div className="border-t border-line pt-3 text-[0.9375rem] text-soft">
        <p className="max-w-[36em]">{t(kind === "cancel" ? "offers" : "stay")}</p>
      </div>
    </>
  )
}

/** What goes otherwise than somebody expects: answers that come later, substitutes that are no longer asked for. */
function Considerations({ impact: { answersWaiting, substitutions }, kind }: { impact: ChangeImpact; kind: Kind }) {
  const t = useTranslations("changes.impact")
  const dropped = kind === "cancel" ? substitutions : 0
  const waiting = kind === "cancel" || kind === "link" ? 0 : answersWaiting
  if (dropped + waiting === 0) return null
  return (
    <Part title={t("waiting")}>
      <ul>
        {waiting > 0 && <Line>{t("answers", { count: waiting })}</Line>}
        {dropped > 0 && <Line>{t("substitutions", { count: dropped })}</Line>}
      </ul>
    </Part>
  )
}

function Money({ impact: { calledOff, people, leaving }, kind }: { impact: ChangeImpact; kind: Kind }) {
  const [t, locale] = [useTranslations("changes.impact"), useLocale()]
  if (calledOff.length > 0) return <CalledOffMoney {...{ calledOff, people }} />
  if (!leaving)
    return <p className="border-t border-line py-3 text-soft">{t(kind === "cancel" ? "noMoney" : "sameAmount")}</p>
  return (
    <>
      {(["before", "after"] as const).flatMap((when) =>
        leaving[when].map(({ netCents, currency }) => (
          <Sum key={when + currency} label={t(`leaving.${when}`)}>
            {t("net", { net: formatMoney(netCents, currency, locale) })}
          </Sum>
        )),
      )}
      <p className="border-t border-line pt-3 text-[0.9375rem] text-soft">{t("sameAmount")}</p>
    </>
  )
}

export const Line = ({ children }: { children: ReactNode }) => (
  <li className="border-t border-line py-2.5">{children}</li>
)

/** What an edit of a format means for who has booked already: nothing, and that is said. */
export function FormatImpactNote({ impact: { sessions, people } }: { impact: FormatImpact }) {
  const t = useTranslations("changes.format")
  return (
    <Notice title={t("title")}>
      <p className="text-soft">{people === 0 ? t("none") : t("text", { people, sessions })}</p>
      <p className="text-soft">{t("texts")}</p>
    </Notice>
  )
}
