import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import type { SessionPerson } from "@/lib/bookings/queries"
import { Contacts } from "./contact"
import { fullName } from "@/lib/people/rules"
import { SeatStateBadge } from "./seat-state"

const dot = "\u00a0· "

/** Somebody in a session: who, how to reach them, where the seat stands, and what is to be done. */
export function PersonRow({
  person,
  zone,
  now,
  href,
  personHref,
  said,
  children,
}: {
  person: SessionPerson
  zone: string
  now: Date
  href: string
  /** Their page among the people, once they have one. */
  personHref?: string
  /** Whether they come, as far as it is known. */
  said?: ReactNode
  children?: ReactNode
}) {
  const t = useTranslations("desk.people")
  const roles = useTranslations("booking.roles")
  const { participant, booker, reference } = person
  return (
    <li className="grid gap-x-8 gap-y-2 border-t border-line py-4 sm:grid-cols-[1fr_auto]">
      <div>
        <h4 className="font-serif text-lg font-[500]">
          <a href={href} className="inline-block py-1 no-underline hover:underline">
            {fullName(participant)}
          </a>
        </h4>
        <p className="text-[0.9375rem] text-soft">
          {/* A line may break after a dot, not before it. */}
          {participant.company}
          {dot}
          {roles(participant.role)}
          {dot}
          <span className="whitespace-nowrap">{reference}</span>
        </p>
        <Contacts
          {...{ email: participant.email, phone: participant.phone, booker }}
          bookedBy={(name) => t("bookedBy", { name })}
        />
      </div>
      <div className="grid gap-1 sm:justify-items-end sm:pt-1 sm:text-right">
        <p>
          <SeatStateBadge person={person} zone={zone} now={now} />
        </p>
        {said}
        {personHref && (
          <a href={personHref} className="justify-self-start py-2.5 text-[0.9375rem] sm:justify-self-end">
            {t.rich("person", {
              name: fullName(participant),
              unseen: (text) => <span className="sr-only">{text}</span>,
            })}
          </a>
        )}
      </div>
      {children && <div className="sm:col-span-2">{children}</div>}
    </li>
  )
}
