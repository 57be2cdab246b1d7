import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { Commitment, submitLabel } from "@/components/bookings/commitment"
import { ParticipantFields } from "@/components/bookings/participant-fields"
import { SessionSummary } from "@/components/bookings/session-summary"
import { FullPriceText } from "@/components/sessions/facts"
import { OtherDates } from "@/components/sessions/other-dates"
import { PausedText } from "@/components/sessions/paused"
import { PaymentFields } from "@/components/payments/payment-fields"
import { EmailField } from "@/components/people/email-field"
import {
  ActionForm,
  Answered,
  ChoiceField,
  HiddenField,
  Shown,
  TextField,
  TickField,
  WhenValue,
} from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { calendarReaders } from "@/lib/bookings/schema"
import { now } from "@/lib/clock"
import { waysInHouse } from "@/lib/payments/policy"
import { listPublicSessions, type PublicSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { settings } from "../../../../../settings"
import { holdSeatAction } from "./actions"

/** The first step: who, and agreed to what. */
export async function BookingStep({ session, locale }: { session: PublicSession; locale: Locale }) {
  const t = await getTranslations("booking")
  const date = formatDate(session.startsAt, session.timeZone, locale)
  return (
    <div className="grid gap-x-19 gap-y-8 pt-6 sm:pt-9 lg:grid-cols-[1fr_23.25rem]">
      <PageHeader size="small" title={t("title", { date })} lead={t("lead")} />
      <div className="lg:row-span-2">
        <SessionSummary session={session}>
          {session.bookable && <p>{t("summary.hold", { minutes: 30 })}</p>}
        </SessionSummary>
      </div>
      <div className="grid max-w-150 gap-6">
        {!session.bookable && <NoSeat session={session} locale={locale} />}
        <BookingForm session={session} locale={locale} />
      </div>
    </div>
  )
}

/** Where nothing can be booked there is nothing to fill in, but what was typed already stays. */
async function BookingForm({ session, locale }: { session: PublicSession; locale: Locale }) {
  const { legal } = await settings()
  return (
    <ActionForm id="book" action={holdSeatAction} className="group grid gap-5">
      <HiddenField name="requestId" value={crypto.randomUUID()} />
      <HiddenField name="sessionId" value={session.id} />
      <HiddenField name="locale" value={locale} />
      <HiddenField name="conditions" value={session.conditions} />
      <HiddenField name="legalVersion" value={legal.version} />
      <HiddenField name="round" value={session.format.round} />
      <Shown atOnce={session.bookable}>
        <BookingFields session={session} locale={locale} />
      </Shown>
    </ActionForm>
  )
}

async function BookingFields({ session, locale }: { session: PublicSession; locale: Locale }) {
  const t = await getTranslations("booking")
  return (
    <>
      <BookerFields />
      <fieldset className="mt-2 grid gap-5">
        <legend className="mb-4 font-serif text-lg font-medium">{t("participant.legend")}</legend>
        <ParticipantFields
          admission={session.format}
          emailHint={<span className="group-has-[[name=forOther]:checked]:hidden">{t("participant.emailHint")}</span>}
        />
        <TickField name="calendarTitle">{t("calendarTitle", { title: session.texts.shortName })}</TickField>
      </fieldset>
      {session.price && <PaymentFields ways={waysInHouse(session.payBy)} />}
      <Agreement locale={locale} round={session.format.round} />
      <Commitment session={session} total={<Total session={session} />} now={now()} />
      <div className="sm:max-w-80">
        <SubmitButton wide pendingLabel={t("submit.pending")}>
          <WhenValue name="shownFree" is="">
            {t(`submit.${submitLabel(session)}`)}
          </WhenValue>
          <WhenValue name="shownFree" is="on">
            {t(`submit.${submitLabel({ ...session, price: null })}`)}
          </WhenValue>
        </SubmitButton>
      </div>
    </>
  )
}

/** What is agreed to: once a voucher was looked at, with what it takes off. */
function Total({ session }: { session: PublicSession }) {
  return (
    <>
      {["shownVoucher", "shownTotal", "shownFree"].map((name) => (
        <HiddenField key={name} name={name} value="" />
      ))}
      <WhenValue name="shownTotal" is="">
        <FullPriceText price={session.price} />
      </WhenValue>
      <Answered name="shownTotal" />
    </>
  )
}

/** Whether somebody does this for somebody else, and who. */
export async function BookerFields() {
  const [t, assistant] = [await getTranslations("booking"), await getTranslations("assistant.booking")]
  return (
    <>
      <TickField name="forOther">{t("forOther")}</TickField>
      {/* Shown by the tick alone, so that it also opens without JavaScript. */}
      <fieldset className="hidden gap-5 border-l-2 border-line pl-5 group-has-[[name=forOther]:checked]:grid">
        <legend className="sr-only">{t("booker.legend")}</legend>
        <TextField name="booker.name" label={t("booker.name")} required maxLength={160} autoComplete="name" />
        <EmailField name="booker.email" label={t("booker.email")} hint={t("booker.hint")} />
        <ChoiceField
          name="calendarFor"
          label={assistant("calendarFor")}
          defaultValue="participant"
          options={calendarReaders.map((value) => ({ value, label: assistant(value) }))}
        />
      </fieldset>
    </>
  )
}

/** The ticks and where the data goes; of a closed round also that nothing is sold there. */
export async function Agreement({ locale, round }: { locale: Locale; round: "open" | "closed" }) {
  const t = await getTranslations("booking")
  return (
    <fieldset>
      <legend className="sr-only">{t("agree.legend")}</legend>
      <TickField name="businessUse">{t("agree.business")}</TickField>
      {round === "closed" && <TickField name="noSales">{t("agree.noSales")}</TickField>}
      <TickField name="acceptTerms">
        {t.rich("agree.terms", {
          link: (text) => <NewPage href={getPathname({ href: "/terms", locale })}>{text}</NewPage>,
        })}
      </TickField>
      <p className="mt-2 text-sm text-soft">
        {t.rich("agree.privacy", {
          link: (text) => <NewPage href={getPathname({ href: "/privacy", locale })}>{text}</NewPage>,
        })}
      </p>
    </fieldset>
  )
}

/** A page to look something up while the form stays as it is. */
function NewPage({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank">
      {children}
    </a>
  )
}

/** The seat went while somebody was typing, or before they came: other dates to take. */
async function NoSeat({ session, locale }: { session: PublicSession; locale: Locale }) {
  const [t, paused] = [await getTranslations("booking.outcome"), await getTranslations("changes.public")]
  const wait = await getTranslations("waitlist.way")
  const upcoming = await listPublicSessions(locale, { format: session.format.slug })
  const others = upcoming.filter((other) => other.bookable && other.id !== session.id).slice(0, 2)
  return (
    <Notice
      tone="mark"
      title={
        session.pausedUntil ? (
          <PausedText session={session} now={now()} />
        ) : (
          t(session.seatsFree === 0 ? "full" : "closed")
        )
      }
    >
      {session.pausedUntil && <p className="text-[0.9375rem] text-soft">{paused("reload")}</p>}
      {!session.pausedUntil && session.seatsFree === 0 && (
        <p>
          <a href={getPathname({ href: `/sessions/${session.slug}/wait`, locale })} className="inline-block py-2.5">
            {wait("action")}
          </a>
        </p>
      )}
      <OtherDates
        sessions={others}
        heading={t("otherDates")}
        href={({ slug }) => getPathname({ href: `/sessions/${slug}/book`, locale })}
      />
    </Notice>
  )
}
