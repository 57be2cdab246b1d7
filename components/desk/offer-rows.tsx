import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import { fullName } from "@/lib/people/rules"
import { formatDateTime, formatWhen } from "@/lib/time-zone"
import type { DeskOffer } from "@/lib/waitlist/queries-desk"
import { Contact } from "./contact"

/** Seats that wait for somebody's answer, each with its deadline. */
export function OfferRows({ offers, zone, now }: { offers: DeskOffer[]; zone: string; now: Date }) {
  const t = useTranslations("waitlist.desk")
  const locale = useLocale()
  return (
    <ul aria-label={t("offers")}>
      {offers.map(({ id, name, company, email, phone, expiresAt }) => (
        <li key={id} className="grid gap-x-6 gap-y-1 border-t border-line py-4 sm:grid-cols-[1fr_auto]">
          <div>
            <h3 className="font-serif text-lg font-[500]">{fullName(name)}</h3>
            <p className="text-[0.9375rem] text-soft">{company}</p>
            <p className="text-[0.9375rem]">
              <Contact email={email} phone={phone ?? undefined} />
            </p>
          </div>
          <p className="sm:pt-1.5 sm:text-right">
            <Badge tone="mark">
              {expiresAt < now ? t("overdue") : t("until", { when: formatWhen(expiresAt, zone, locale, now) })}
            </Badge>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What became of earlier offers. */
export function PastOffers({ offers, zone }: { offers: DeskOffer[]; zone: string }) {
  const t = useTranslations("waitlist.desk")
  const locale = useLocale()
  return (
    <details className="border-t border-line">
      <summary className="flex min-h-12 cursor-pointer items-center text-soft underline decoration-rule underline-offset-[0.22em]">
        {t("past", { count: offers.length })}
      </summary>
      <ul>
        {offers.map(({ id, name, company, state, expiresAt, closedAt }) => {
          const at = state === "lapsed" ? expiresAt : (closedAt ?? expiresAt)
          return (
            <li
              key={id}
              className="grid gap-x-6 border-t border-line py-2.5 text-[0.9375rem] sm:grid-cols-[1fr_auto] sm:items-baseline"
            >
              <p>
                {fullName(name)}, <span className="text-soft">{company}</span>
              </p>
              <p className="text-sm text-soft">
                {t(`pastState.${state as "lapsed"}`, { when: formatDateTime(at, zone, locale) })}
              </p>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
