import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { bookingState, toneOf } from "@/components/bookings/booking-state"
import { Badge } from "@/components/ui/badge"
import { ActionForm, TextField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { type HolderBooking, listHolderBookings } from "@/lib/bookings/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { type HolderEntry, listHolderEntries } from "@/lib/waitlist/queries"
import { holders } from "../../../booking-cookie"
import { getPathname } from "../../../i18n/navigation"
import { personal } from "../../../site-metadata"
import { forgetAction, requestLinksAction } from "./actions"

type Search = { link?: string | string[]; done?: string | string[] }
type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<Search> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.list" })
  return { title: t("title"), ...personal }
}

/** All bookings this browser may open (an assistant has several), and where lost links are asked for. */
export default async function MyBookingsPage({ params, searchParams }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  const mine = await holders()
  const [bookings, entries] = await Promise.all([listHolderBookings(mine, locale), listHolderEntries(mine, locale)])
  const t = await getTranslations("manage.list")
  const search = await searchParams
  return (
    <div className="grid gap-10 pt-8 sm:pt-14">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Said search={search} />
      {bookings.length + entries.length > 0 && (
        <section aria-labelledby="here">
          <h2 id="here" className="mb-3.5 text-[1.375rem]">
            {t("onThisDevice")}
          </h2>
          <ul className="border-t border-ink">
            {bookings.map((booking) => (
              <BookingRow key={booking.id} booking={booking} locale={locale} />
            ))}
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} locale={locale} />
            ))}
          </ul>
          <ActionForm id="forget" action={forgetAction} className="mt-2 grid justify-items-start">
            <SubmitButton variant="quiet" size="small" pendingLabel={t("forgetPending")}>
              {t("forget")}
            </SubmitButton>
          </ActionForm>
        </section>
      )}
      <section aria-labelledby="lost" className="grid max-w-150 gap-4">
        <h2 id="lost" className="text-[1.375rem]">
          {t("lost")}
        </h2>
        <p>{t("lostText")}</p>
        <ActionForm id="links" action={requestLinksAction} className="grid gap-5">
          <TextField
            name="email"
            label={t("email")}
            required
            type="email"
            maxLength={254}
            autoComplete="email"
            spellCheck={false}
          />
          <div className="sm:max-w-80">
            <SubmitButton wide pendingLabel={t("sendPending")}>
              {t("send")}
            </SubmitButton>
          </div>
        </ActionForm>
      </section>
    </div>
  )
}

async function Said({ search }: { search: Search }) {
  const [t, errors, done, assistant] = await Promise.all([
    getTranslations("manage.list"),
    getTranslations("errors.voidLink"),
    getTranslations("manage.done"),
    getTranslations("assistant.done"),
  ])
  if (search.done === "sent") {
    return (
      <Notice role="status" title={t("sent")}>
        <p className="text-[0.9375rem] text-soft">{t("sentHint")}</p>
      </Notice>
    )
  }
  if (search.done === "substituted" || search.done === "handedOver") {
    const title = search.done === "handedOver" ? assistant("bookerChangedByBooker") : done("substituted")
    return (
      <Notice role="status" title={title}>
        <p className="text-[0.9375rem] text-soft">{done("linkVoid")}</p>
      </Notice>
    )
  }
  if (search.link !== "void") return null
  return (
    <Notice tone="mark" title={errors("title")}>
      <p className="text-[0.9375rem] text-soft">{errors("text")}</p>
    </Notice>
  )
}

async function EntryRow({ entry, locale }: { entry: HolderEntry; locale: Locale }) {
  const [t, list] = [await getTranslations("waitlist.entry"), await getTranslations("waitlist.list")]
  const { reference, dates, participant, state } = entry
  const { startsAt, endsAt, timeZone } = (entry.offer ?? dates[0])?.session ?? {}
  return (
    <li className="relative grid gap-x-6 gap-y-1 border-b border-line py-4.5 sm:grid-cols-[1fr_auto] sm:items-center">
      <div>
        <h3>
          <a
            href={getPathname({ href: `/waiting/${reference}`, locale })}
            className="no-underline after:absolute after:inset-0 hover:underline"
          >
            {startsAt && endsAt && timeZone
              ? `${formatDate(startsAt, timeZone, locale)}, ${formatTimeRange(startsAt, endsAt, timeZone, locale)}`
              : list("wish")}
          </a>
        </h3>
        <p className="text-[0.9375rem] text-soft">
          {participant.givenName} {participant.familyName} · <span className="whitespace-nowrap">{reference}</span>
        </p>
      </div>
      <Badge>{t(`badge.${state}`)}</Badge>
    </li>
  )
}

async function BookingRow({ booking, locale }: { booking: HolderBooking; locale: Locale }) {
  const t = await getTranslations("manage")
  const { session, participant, reference } = booking
  const { startsAt, endsAt, timeZone, texts } = session
  const state = bookingState(booking)
  return (
    <li className="relative grid gap-x-6 gap-y-1 border-b border-line py-4.5 sm:grid-cols-[1fr_auto] sm:items-center">
      <div>
        <h3>
          <a
            href={getPathname({ href: `/booking/${reference}`, locale })}
            className="no-underline after:absolute after:inset-0 hover:underline"
          >
            {formatDate(startsAt, timeZone, locale)}, {formatTimeRange(startsAt, endsAt, timeZone, locale)}
          </a>
        </h3>
        <p className="text-[0.9375rem] text-soft">
          {texts.shortName} · {participant.givenName} {participant.familyName} ·{" "}
          <span className="whitespace-nowrap">{reference}</span>
        </p>
      </div>
      <Badge tone={toneOf(state)}>{t(`badge.${state}`)}</Badge>
    </li>
  )
}
