import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { Commitment } from "@/components/bookings/commitment"
import { SessionSummary } from "@/components/bookings/session-summary"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { findHold } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { formatDateRange } from "@/lib/time-zone"
import { findTypedEntry } from "@/lib/waitlist/queries"
import { holderFor } from "../../../booking-cookie"
import { redirect } from "../../../i18n/navigation"
import { personal } from "../../../site-metadata"
import { verifyByLinkAction } from "./actions"
import { VerifyEntry } from "./verify-entry"

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<{ booking?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "booking.verify" })
  return { title: t("title"), ...personal }
}

/** For another device than the one that booked: one click in place of the code. */
export default async function VerifyPage({ params, searchParams }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  const { booking: reference } = await searchParams
  const holder = await holderFor(reference, "verify", "manage")
  if (holder?.purpose === "manage") redirect({ href: `/booking/${String(reference)}`, locale })
  const entry = holder && (await findTypedEntry(holder.bookingId))
  if (entry) return <VerifyEntry entry={entry} locale={locale} />
  const hold = holder && (await findHold(holder.bookingId, locale))
  if (!hold) return redirect({ href: "/booking?link=void", locale })
  const t = await getTranslations("booking")
  const { session } = hold
  const { startsAt, endsAt, timeZone } = session
  return (
    <div className="grid gap-x-19 gap-y-8 pt-8 sm:pt-14 lg:grid-cols-[1fr_23.25rem]">
      <PageHeader
        size="small"
        title={t("verify.title")}
        lead={`${session.texts.shortName}, ${formatDateRange(startsAt, endsAt, timeZone, locale)}`}
      />
      <div className="lg:row-span-2">
        <SessionSummary session={session} yours={hold.state !== "lapsed"} />
      </div>
      <div className="grid max-w-150 content-start gap-6">
        <p>{t("verify.text")}</p>
        <Commitment session={session} now={now()} />
        <ActionForm id="verify" action={verifyByLinkAction} className="grid max-w-80 gap-5">
          <HiddenField name="booking" value={hold.reference} />
          <SubmitButton wide pendingLabel={t("verify.pending")}>
            {t(hold.state === "settled" ? "verify.open" : "verify.submit")}
          </SubmitButton>
        </ActionForm>
        {hold.state !== "settled" && <p className="text-sm text-soft">{t("verify.notYou")}</p>}
      </div>
    </div>
  )
}
