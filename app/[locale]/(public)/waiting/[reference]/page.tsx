import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { WaitedFor } from "@/components/waitlist/waited-for"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import type { HolderBooking } from "@/lib/bookings/queries"
import { fullName } from "@/lib/people/rules"
import { formatDate } from "@/lib/time-zone"
import type { HolderEntry } from "@/lib/waitlist/queries"
import { homeHref } from "../../../../home-href"
import { getPathname, redirect } from "../../../../i18n/navigation"
import { myEntry } from "../../../../my-booking"
import { personal } from "../../../../site-metadata"
import { OfferLead, OfferTitle, OpenOffer } from "./open-offer"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "waitlist.entry" })
  return { title: t("title"), ...personal }
}

/** How an entry stands: what it waits for, and the seat that is offered. There is no form here; every answer has a page. */
export default async function WaitingPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { entry, booking } = await myEntry(reference, locale)
  if (entry.state === "accepted" && booking) redirect({ href: `/booking/${reference}`, locale })
  const t = await getTranslations("waitlist.entry")
  const here = getPathname({ href: `/waiting/${reference}`, locale })
  const open = entry.state === "waiting" || entry.state === "offered"
  const { offer } = entry
  // The date that is offered stands above.
  const others = { ...entry, dates: entry.dates.filter(({ session }) => session.id !== offer?.session.id) }
  return (
    <div className="grid gap-9 pt-6 sm:gap-10 sm:pt-11">
      <Done what={(await searchParams).done} offered={offer !== null} />
      <PageHeader
        eyebrow={<Badge tone={open ? "accent" : "plain"}>{t(`badge.${entry.state}`)}</Badge>}
        title={offer ? <OfferTitle offer={offer} /> : t(`heading.${entry.state as "waiting"}`)}
        lead={offer ? <OfferLead offer={offer} /> : t(leadOf(entry))}
      />
      {offer && <OpenOffer offer={offer} href={here} />}
      {booking?.changeable && open && <Kept booking={booking} locale={locale} />}
      {open && others.dates.length + others.wishes.length > 0 && (
        <section aria-labelledby="waited-for">
          <h2 id="waited-for" className="mb-3.5 text-[1.375rem]">
            {t(offer ? "others" : "dates")}
          </h2>
          <WaitedFor entry={others} />
        </section>
      )}
      <p className="flex flex-wrap items-center gap-x-7 gap-y-1">
        {open ? (
          <a href={`${here}/leave`} className="py-2.5">
            {t("leave")}
          </a>
        ) : (
          <LinkButton variant="outline" href={await homeHref(locale)}>
            {t("again")}
          </LinkButton>
        )}
        {open && !booking?.changeable && (
          <a href={`${here}/assistant`} className="py-2.5">
            {t("assistant")}
          </a>
        )}
        {booking && (
          <a href={getPathname({ href: `/booking/${reference}`, locale })} className="py-2.5">
            {t("booking")}
          </a>
        )}
        {(booking?.changeable || booking?.calledOff) && (
          <a href={getPathname({ href: `/booking/${reference}/rebook`, locale })} className="py-2.5">
            {t("rebook")}
          </a>
        )}
      </p>
      <p className="text-[0.9375rem] text-soft">
        {[t("footnote", { reference }), fullName(entry.participant), entry.participant.company].join(" · ")}
      </p>
    </div>
  )
}

const leadOf = ({ state, closedRound }: HolderEntry) =>
  state === "waiting" && closedRound ? "lead.waitingClosed" : (`lead.${state as "waiting"}` as const)

async function Kept({ booking: { session }, locale }: { booking: HolderBooking; locale: Locale }) {
  const t = await getTranslations("waitlist.entry")
  return <p className="max-w-[34em]">{t("kept", { date: formatDate(session.startsAt, session.timeZone, locale) })}</p>
}

const done = ["queued", "declinedDate", "declined"] as const

/** Says what was just done, as far as the page below does not say it itself. */
async function Done({ what, offered }: { what: unknown; offered: boolean }) {
  const t = await getTranslations("waitlist.entry.done")
  const known = done.find((each) => each === what)
  if (!known || (known === "queued" && offered)) return null
  return <Notice role="status" title={t(known)} />
}
