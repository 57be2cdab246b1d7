import { useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"

/** Where the meeting is. It opens beside this page and is not told where the reader came from. */
export function MeetingAccess({ address }: { address: string }) {
  const t = useTranslations("manage.access")
  return (
    <section aria-labelledby="access" className="grid gap-3 border-l-2 border-accent pl-5">
      <h2 id="access" className="text-[1.375rem]">
        {t("title")}
      </h2>
      <p>
        <LinkButton href={address} target="_blank" rel="noreferrer noopener">
          {t("open")}
        </LinkButton>
      </p>
      <p className="text-sm break-all">{address}</p>
      <p className="text-sm text-soft">{t("note")}</p>
    </section>
  )
}
