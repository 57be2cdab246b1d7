import { useLocale, useTranslations } from "next-intl"
import type { JournalEntry } from "@/lib/notifications/queries"
import { formatWhen } from "@/lib/time-zone"
import { MailState } from "./mail-state"
import { RowLink } from "@/components/ui/row-link"

/** A line of the journal; the whole row opens it. */
export function MailRow({ mail, zone, now, href }: { mail: JournalEntry; zone: string; now: Date; href: string }) {
  const [t, locale] = [useTranslations("desk.mails"), useLocale()]
  const at = mail.sentAt ?? mail.createdAt
  return (
    <li className="group relative grid gap-x-8 gap-y-1 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-baseline">
      <div>
        <RowLink href={href} lang={mail.locale}>
          {mail.subject}
        </RowLink>
        <p className="text-[0.9375rem] break-all text-soft">{mail.recipient}</p>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-soft sm:justify-end">
        <time dateTime={at.toISOString()}>{formatWhen(at, zone, locale, now)}</time>
        {mail.skipReason && <span>{t(`skipReasons.${mail.skipReason}`)}</span>}
        <MailState state={mail.state} />
      </p>
    </li>
  )
}
