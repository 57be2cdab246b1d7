import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { AttendanceNotice } from "@/components/bookings/attendance-notice"
import { AddToCalendar } from "@/components/bookings/add-to-calendar"
import { bookingState, toneOf } from "@/components/bookings/booking-state"
import { MeetingAccess } from "@/components/bookings/meeting-access"
import { NextSteps } from "@/components/bookings/next-steps"
import { OtherDateNotice } from "@/components/bookings/other-date-notice"
import { PendingChange } from "@/components/bookings/pending-change"
import { PromisedText } from "@/components/bookings/promised-text"
import { RoundAccess } from "@/components/round/round-access"
import { Account } from "@/components/payments/account"
import { PayForm } from "@/components/payments/pay-form"
import { ThreeWays } from "@/components/bookings/three-ways"
import { OtherDates } from "@/components/sessions/other-dates"
import { PausedText } from "@/components/sessions/paused"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { readsFees } from "@/lib/bookings/after-roster"
import type { HolderBooking } from "@/lib/bookings/queries"
import { findAskedAttendance } from "@/lib/bookings/queries-attendance"
import { findAskedMerge } from "@/lib/bookings/queries-merge"
import { listOffers } from "@/lib/bookings/queries-offers"
import { findMeetingAddress, findPromised } from "@/lib/bookings/queries-promise"
import { now } from "@/lib/clock"
import { calendarLinks } from "@/lib/notifications/calendar"
import { findAccount } from "@/lib/payments/queries"
import { seesAccount } from "@/lib/bookings/queries-payer"
import { findDoor } from "@/lib/round/queries-door"
import { formatDateLong, formatTimeRange } from "@/lib/time-zone"
import { fullName } from "@/lib/people/rules"
import { findHolderEntry } from "@/lib/waitlist/queries"
import { getPathname } from "../../../../i18n/navigation"
import { myBooking } from "../../../../my-booking"
import { personal } from "../../../../site-metadata"
import { BookingLead } from "./booking-lead"
import { Invoices } from "./invoices"
import { More } from "./more"
import { payAction } from "./pay-action"
import { RoundWays } from "./round-ways"
import { WaitsFor } from "./waits-for"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "manage" })
  return { title: t("title"), ...personal }
}

/** How a booking stands, and the three ways to change it. */
export default async function MyBookingPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking, holder } = await myBooking(reference, locale)
  const [t, reminders, asked, address, promised, entry, account, other, door] = await Promise.all([
    getTranslations("manage"),
    getTranslations("reminders.question"),
    findAskedAttendance(booking.id),
    findMeetingAddress(booking.id),
    findPromised(booking.id, locale),
    findHolderEntry(holder, locale),
    readsFees(holder).then(async (reads) => ((await seesAccount(holder)) && reads ? findAccount(booking.id) : null)),
    findAskedMerge(booking.id, locale),
    findDoor(holder),
  ])
  const state = bookingState(booking)
  const { startsAt, endsAt, timeZone } = booking.session
  const here = getPathname({ href: `/booking/${reference}`, locale })
  const title = booking.calendarTitle === "format" ? booking.session.texts.shortName : undefined
  const room = door?.opensAt ? (true as const) : undefined
  return (
    <div className="grid gap-9 pt-6 sm:gap-10 sm:pt-11">
      <Done what={(await searchParams).done} />
      <PageHeader
        eyebrow={<Badge tone={toneOf(state)}>{t(`badge.${state}`)}</Badge>}
        title={`${formatDateLong(startsAt, timeZone, locale)}, ${formatTimeRange(startsAt, endsAt, timeZone, locale)}`}
        lead={<BookingLead booking={booking} state={state} />}
      >
        {booking.changeable && (
          <AddToCalendar
            file={`${here}/calendar`}
            title={title ?? t("calendar.eventTitle")}
            links={calendarLinks({ reference, startsAt, endsAt, ...placeOf(booking), title, locale, room })}
          >
            <a href={`${here}/calendar-title`}>{t("calendar.rename")}</a>
          </AddToCalendar>
        )}
      </PageHeader>
      <PendingChange booking={booking} now={now()}>
        <a href={`${here}/withdraw`} className="justify-self-start py-2.5 text-sm">
          {t("pending.withdraw")}
        </a>
      </PendingChange>
      {asked && (
        <AttendanceNotice booking={booking} answer={asked.answer} now={now()}>
          {asked.answer?.answer === "not_coming" ? (
            <span className="flex flex-wrap gap-4">
              <LinkButton href={`${here}/release`}>{reminders("giveBack")}</LinkButton>
              <LinkButton href={`${here}/attendance`} variant="outline">
                {reminders("change")}
              </LinkButton>
            </span>
          ) : (
            <LinkButton href={`${here}/attendance`}>{reminders("answer")}</LinkButton>
          )}
        </AttendanceNotice>
      )}
      {other?.open && other.answer === null && (
        <OtherDateNotice booking={booking} asked={other} now={now()}>
          <LinkButton href={`${here}/other-date`}>{reminders("answer")}</LinkButton>
        </OtherDateNotice>
      )}
      {entry && <WaitsFor entry={entry} keeps={booking.changeable} locale={locale} />}
      {booking.changeable && <Paused booking={booking} />}
      {address && <MeetingAccess address={address} />}
      {door && <RoundAccess booking={booking} view={door} href={here} />}
      {state === "payment" ? null : booking.changeable ? (
        <>
          <ThreeWays booking={booking} href={here} now={now()} />
          <NextSteps booking={booking} access={address !== null || room === true} now={now()} />
        </>
      ) : (
        <Offers booking={booking} locale={locale} />
      )}
      <RoundWays {...{ holder, timeZone, locale }} href={here} />
      {account && (
        <Account account={account} timeZone={timeZone} href={`${here}/billing`}>
          {account.payable && <PayForm reference={reference} action={payAction} />}
        </Account>
      )}
      {account && <Invoices holder={holder} {...{ reference, timeZone, locale }} />}
      {booking.changeable && <More booking={booking} />}
      {promised && <PromisedText promise={promised} timeZone={timeZone} />}
      <Footnote booking={booking} />
    </div>
  )
}

const placeOf = ({ session }: HolderBooking) => ({ place: session.format.place, placeText: session.placeText })

const done = [
  "requested",
  "confirmed",
  "coming",
  "kept",
  "rebooked",
  "rebookRequested",
  "substituted",
  "substituteRequested",
  "released",
  "withdrawn",
  "renamed",
  "titleChosen",
  "payment",
  "billed",
  "invoiced",
  "paid",
] as const

/** Of these nobody gets a mail. */
const unmailed: (typeof done)[number][] = ["titleChosen", "coming", "kept", "payment", "billed", "invoiced"]

/** Says that what was just done is done. */
async function Done({ what }: { what: unknown }) {
  const t = await getTranslations("manage.done")
  const known = done.find((each) => each === what)
  if (!known) return null
  return (
    <Notice role="status" title={t(known)}>
      {!unmailed.includes(known) && <p className="text-[0.9375rem] text-soft">{t("mail")}</p>}
    </Notice>
  )
}

/** A change of the session is about to take effect. */
async function Paused({ booking: { session } }: { booking: HolderBooking }) {
  const t = await getTranslations("changes.public")
  if (!session.pausedUntil) return null
  return (
    <Notice title={<PausedText session={session} now={now()} />}>
      <p className="text-[0.9375rem] text-soft">{t("booking")}</p>
    </Notice>
  )
}

/** At most two other dates, as the mail offers them; who was called off takes one with this booking. */
async function Offers({ booking, locale }: { booking: HolderBooking; locale: Locale }) {
  const [t, offers] = [await getTranslations("manage"), await listOffers(booking, locale)]
  return (
    <div className="max-w-[34em]">
      <OtherDates
        sessions={offers}
        heading={t("offers")}
        href={({ slug }) =>
          getPathname({
            href: booking.calledOff ? `/booking/${booking.reference}/rebook/${slug}` : `/sessions/${slug}`,
            locale,
          })
        }
      />
    </div>
  )
}

async function Footnote({ booking }: { booking: HolderBooking }) {
  const t = await getTranslations("manage")
  const { reference, participant, booker } = booking
  const facts = [
    t("footnote", { reference }),
    fullName(participant),
    participant.company,
    booker && t("bookedBy", { name: booker.name }),
  ]
  return <p className="text-[0.9375rem] text-soft">{facts.filter(Boolean).join(" · ")}</p>
}
