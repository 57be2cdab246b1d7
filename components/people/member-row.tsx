import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { TeamMember } from "@/lib/people/queries"
import { formatDate } from "@/lib/time-zone"
import { RowLink } from "@/components/ui/row-link"

/** Somebody of the team, or invited to it; the whole row opens it. */
export function MemberRow({
  member,
  own,
  zone,
  href,
}: {
  member: TeamMember
  own: boolean
  zone: string
  href: string
}) {
  const [t, desk, locale] = [useTranslations("team.list"), useTranslations("desk"), useLocale()]
  const { name, email, role, invitedAt, hasSecondFactor } = member
  return (
    <li className="group relative grid gap-x-6 gap-y-1 border-t border-line py-4 sm:grid-cols-[1fr_auto] sm:items-center">
      <div>
        <p>
          <RowLink href={href}>{name}</RowLink> <Badge tone="plain">{desk(`roles.${role}`)}</Badge>{" "}
          {own && <Badge>{t("you")}</Badge>}
        </p>
        <p className="text-[0.9375rem] break-all text-soft">{email}</p>
      </div>
      <p className="text-sm text-soft">
        {invitedAt ? (
          <Badge tone="mark">{t("invited", { date: formatDate(invitedAt, zone, locale) })}</Badge>
        ) : (
          t(hasSecondFactor ? "factor" : "noFactor")
        )}
      </p>
    </li>
  )
}
