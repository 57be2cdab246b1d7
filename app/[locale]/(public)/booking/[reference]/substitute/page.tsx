import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ParticipantFields } from "@/components/bookings/participant-fields"
import { PendingChange } from "@/components/bookings/pending-change"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField, WhenValue } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { companyDomain } from "@/lib/people/rules-companies"
import { formatDateRange } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { substituteAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.substitute" })
  return { title: t("title"), ...personal }
}

export default async function SubstitutePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const [t, cost] = await Promise.all([getTranslations("manage.substitute"), getTranslations("manage.cost")])
  const { state, pending } = booking
  const { startsAt, endsAt, timeZone } = booking.session
  const { company, email } = booking.participant
  const domain = companyDomain(email)
  const possible = !pending.rebooking && (state === "confirmed" || domain !== null)
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={formatDateRange(startsAt, endsAt, timeZone, locale)} />
        {pending.rebooking ? (
          <PendingChange booking={booking} now={now()}>
            <p>
              <a href={getPathname({ href: `/booking/${reference}/withdraw`, locale })}>{t("withdraw")}</a>
            </p>
          </PendingChange>
        ) : (
          <p>{t(textFor(state, domain), { company, domain: domain ?? "" })}</p>
        )}
        {possible ? (
          <>
            <p className="text-[0.9375rem]">
              {t("cost")}: <b>{cost("free")}</b> <span className="text-soft">{cost("untilStart")}</span>
            </p>
            <ActionForm id="substitute" action={substituteAction} className="grid gap-5">
              <HiddenField name="requestId" value={crypto.randomUUID()} />
              <HiddenField name="booking" value={reference} />
              <HiddenField name="step" value="" />
              <ParticipantFields admission={booking.session.format} company={company} substitute />
              <div className="sm:max-w-80">
                <SubmitButton wide pendingLabel={t("pending")}>
                  <WhenValue name="step" is="">
                    {t("continue")}
                  </WhenValue>
                  <WhenValue name="step" is="confirm">
                    {t("submit")}
                  </WhenValue>
                </SubmitButton>
              </div>
            </ActionForm>
          </>
        ) : (
          <p>
            <LinkButton href={getPathname({ href: `/booking/${reference}`, locale })} variant="outline">
              {t("back")}
            </LinkButton>
          </p>
        )}
      </div>
    </>
  )
}

/** Who takes the seat at once and who is asked for; before it is confirmed nobody from outside is. */
function textFor(state: HolderBooking["state"], domain: string | null) {
  if (state === "confirmed") return domain ? "text" : "textRequest"
  return domain ? "textBefore" : "textTooEarly"
}
