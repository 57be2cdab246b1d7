import { useLocale, useTranslations } from "next-intl"
import { FullPriceText, LengthText, PlaceText } from "@/components/sessions/facts"
import { OfferedUntil } from "@/components/waitlist/offered-until"
import { LinkButton } from "@/components/ui/button"
import { now } from "@/lib/clock"
import { formatDateLong, formatTimeRange } from "@/lib/time-zone"
import type { HolderEntry } from "@/lib/waitlist/queries"

type Offer = NonNullable<HolderEntry["offer"]>

/** The seat that is somebody's to take: until when, and the two answers, each on a page of its own. */
export function OpenOffer({ offer: { session, expiresAt }, href }: { offer: Offer; href: string }) {
  const t = useTranslations("waitlist.entry")
  if (expiresAt < now()) return <p className="border-l-2 border-mark py-1 pl-5">{t("offerLapsed")}</p>
  return (
    <section className="grid gap-4 border-l-2 border-accent py-1 pl-5">
      <p className="max-w-[40em]">
        {t.rich("offer", {
          until: () => <OfferedUntil at={expiresAt} timeZone={session.timeZone} />,
        })}{" "}
        <span className="text-soft">{t("offerAfter")}</span>
      </p>
      <p className="flex flex-wrap gap-4">
        <LinkButton href={`${href}/accept`}>{t("accept")}</LinkButton>
        <LinkButton href={`${href}/decline`} variant="outline">
          {t("decline")}
        </LinkButton>
      </p>
    </section>
  )
}

/** The date that is offered is the heading of the page. */
export function OfferTitle({ offer: { session } }: { offer: Offer }) {
  const locale = useLocale()
  const { startsAt, endsAt, timeZone } = session
  return `${formatDateLong(startsAt, timeZone, locale)}, ${formatTimeRange(startsAt, endsAt, timeZone, locale)}`
}

export function OfferLead({ offer: { session } }: { offer: Offer }) {
  return (
    <>
      <span lang={session.texts.language}>{session.texts.shortName}</span>,{" "}
      <LengthText minutes={session.format.lengthMinutes} />, <PlaceText session={session} />,{" "}
      <FullPriceText price={session.price} />.
    </>
  )
}
