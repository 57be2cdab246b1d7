import { type Locale, useTranslations } from "next-intl"
import { Button, LinkButton } from "@/components/ui/button"
import type { Person } from "@/lib/people/queries-people"
import { deskHref } from "../../../desk-session"

/** What can be done with somebody. Downloads are forms: nothing follows them by itself. */
export function PersonActions({ person, locale }: { person: Person; locale: Locale }) {
  const t = useTranslations("people.actions")
  const href = (path: string) => deskHref(`/organizer/people/${person.id}/${path}`, locale)
  const link = (path: string, label: string, variant: "outline" | "quiet" | "mark" = "quiet") => (
    <LinkButton href={href(path)} variant={variant} size="small">
      {label}
    </LinkButton>
  )
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      {person.kind === "participant" && link("edit", t("edit"), "outline")}
      {person.kind === "participant" && link("merge", t("merge"))}
      <LinkButton
        href={deskHref(`/organizer/mails?recipient=${encodeURIComponent(person.email)}`, locale)}
        variant="quiet"
        size="small"
      >
        {t("mails")}
      </LinkButton>
      {(["csv", "json"] as const).map((format) => (
        <form key={format} action={href(`data/${format}`)}>
          <Button type="submit" variant="quiet" size="small">
            {t(format)}
          </Button>
        </form>
      ))}
      {link("erase", t("erase"), "mark")}
    </div>
  )
}
