import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import { fullName } from "@/lib/people/rules"
import { formatDateTime } from "@/lib/time-zone"
import type { WaitingPerson } from "@/lib/waitlist/queries"
import { Contacts } from "./contact"

/** Somebody who waits: their number in the order, how to reach them, and why they stand there. */
export function WaitingRow({
  person,
  zone,
  personHref,
  children,
}: {
  person: WaitingPerson
  zone: string
  personHref?: string
  children?: ReactNode
}) {
  const t = useTranslations("waitlist.desk")
  const locale = useLocale()
  const { place, company, reference, email, phone, booker, pinned, byWish, keeps, lapses, queuedAt } = person
  const name = fullName(person.name)
  return (
    <li className="grid grid-cols-[2rem_1fr] gap-x-3 gap-y-1 border-t border-line py-4 sm:grid-cols-[2rem_1fr_auto] sm:gap-x-6">
      <p className="font-serif text-xl leading-[1.4] text-soft">{place}</p>
      <div>
        <h3 className="font-serif text-lg font-[500]">
          {personHref ? (
            <a href={personHref} className="inline-block py-1 no-underline hover:underline">
              {name}
            </a>
          ) : (
            name
          )}
        </h3>
        <p className="text-[0.9375rem] text-soft">
          {company}
          {"\u00a0· "}
          <span className="whitespace-nowrap">{reference}</span>
        </p>
        <Contacts {...{ email, phone, booker }} bookedBy={(name) => t("bookedBy", { name })} />
      </div>
      <ul className="col-start-2 grid content-start gap-1.5 sm:col-start-3 sm:justify-items-end sm:pt-1.5 sm:text-right">
        {pinned && (
          <li>
            <Badge>{t("pinned")}</Badge>
          </li>
        )}
        <li className="text-sm text-soft">{t("since", { when: formatDateTime(queuedAt, zone, locale) })}</li>
        {keeps && (
          <li className="text-sm text-soft">{t("keepsSeat", { date: formatDateTime(keeps, zone, locale) })}</li>
        )}
        {byWish && <li className="text-sm text-soft">{t("byWish")}</li>}
        {lapses > 0 && (
          <li>
            <Badge tone="mark">{t("lapses")}</Badge>
          </li>
        )}
      </ul>
      {children && <div className="col-start-2 sm:col-end-4">{children}</div>}
    </li>
  )
}
