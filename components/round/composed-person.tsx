import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Badge } from "@/components/ui/badge"
import type { ParticipantInput } from "@/lib/people/schema"
import { fullName } from "@/lib/people/rules"
import type { Facts } from "@/lib/round/rules-mix"

/** Somebody at the table or on the way to it: who, from which company, what it does and how large it is. */
export function ComposedPerson({
  person,
  company,
  facts: { industry, sizeBand },
  inDoubt,
  href,
  children,
  id,
}: {
  person: ParticipantInput
  /** As it is known; what they said themselves where it is not. */
  company: string
  facts: Facts
  inDoubt: boolean
  href: string
  children?: ReactNode
  id?: string
}) {
  const t = useTranslations("composition")
  const booking = useTranslations("booking")
  const said = [industry && booking(`industries.${industry}`), sizeBand && booking(`sizeBands.${sizeBand}`)]
  return (
    <li id={id} className="grid scroll-mt-6 gap-3 border-t border-line py-4">
      <div>
        <h3 className="font-serif text-lg font-[500]">
          <a href={href} className="inline-block py-1 no-underline hover:underline">
            {fullName(person)}
          </a>
        </h3>
        <p className="text-[0.9375rem] text-soft">
          {company} · {booking(`roles.${person.role}`)}
        </p>
        <p className="text-[0.9375rem] text-soft first-letter:uppercase">
          {said.filter(Boolean).join(" · ") || t("notSaid")}
        </p>
        {inDoubt && (
          <p className="mt-1">
            <Badge tone="mark">{t("inDoubt")}</Badge>
          </p>
        )}
      </div>
      {children}
    </li>
  )
}
