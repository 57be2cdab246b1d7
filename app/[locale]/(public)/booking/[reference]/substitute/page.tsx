import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ParticipantFields } from "@/components/bookings/participant-fields"
import { ActionForm, HiddenField, WhenValue } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { companyDomain } from "@/lib/people/rules"
import { formatDateRange } from "@/lib/time-zone"
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
  const { startsAt, endsAt, timeZone } = booking.session
  const { company, email } = booking.participant
  const domain = companyDomain(email)
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={formatDateRange(startsAt, endsAt, timeZone, locale)} />
        <p>{domain ? t("text", { company, domain }) : t("textRequest", { company })}</p>
        <p className="text-[0.9375rem]">
          {t("cost")}: <b>{cost("free")}</b> <span className="text-soft">{cost("untilStart")}</span>
        </p>
        <ActionForm id="substitute" action={substituteAction} className="grid gap-5">
          <HiddenField name="requestId" value={crypto.randomUUID()} />
          <HiddenField name="booking" value={reference} />
          <HiddenField name="step" value="" />
          <ParticipantFields company={company} />
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
      </div>
    </>
  )
}
