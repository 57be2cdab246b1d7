import { useLocale, useTranslations } from "next-intl"
import type { MarkedAddress } from "@/lib/notifications/queries-addresses"
import { deskHref } from "../../desk-session"
import { callHref } from "./call-href"

/** Who is expected and does not get our mails: with the way to reach them, and to the right address. */
export function AddressItems({ addresses, lookingOnly }: { addresses: MarkedAddress[]; lookingOnly: boolean }) {
  const [t, locale] = [useTranslations("mailing.today"), useLocale()]
  const link = "inline-flex min-h-11 items-center font-[560] text-accent no-underline hover:underline"
  return addresses.map(({ address, mark, name, phone, personId, mailId }) => {
    const who = name ?? address
    const looks = deskHref(lookingOnly && mailId ? `/organizer/mails/${mailId}` : "/organizer/mails/addresses", locale)
    return (
      <li key={address} className="grid gap-x-5 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-center">
        <p>{t(mark, { who, count: 1 })}</p>
        <p className="flex flex-wrap gap-x-5">
          {phone && (
            <a href={callHref(phone)} className={link}>
              {t("call")}
              <span className="sr-only">: {who}</span>
            </a>
          )}
          {personId && !lookingOnly ? (
            <a href={deskHref(`/organizer/people/${personId}/edit`, locale)} className={link}>
              {t("correct")}
              <span className="sr-only">: {who}</span>
            </a>
          ) : (
            <a href={looks} className={link}>
              {t("look")}
              <span className="sr-only">: {who}</span>
            </a>
          )}
        </p>
      </li>
    )
  })
}
