import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { findAskedMerge } from "@/lib/bookings/queries-merge"
import { getPathname, redirect } from "../../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../../my-booking"
import { personal } from "../../../../../../site-metadata"
import { answerMergeAction } from "../../actions"
import { Crumbs } from "../../crumbs"
import { BothDates } from "../both-dates"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ answer?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "merge.asked" })
  return { title: t("crumb"), ...personal }
}

/** Second step of answering: from where to where, or that everything stays as it is, and one button. */
export default async function AnswerOtherDatePage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const asked = await findAskedMerge(booking.id, locale)
  const answer = (await searchParams).answer === "keep" ? "keep" : "move"
  const question = `/booking/${reference}/other-date`
  if (!asked) return redirect({ href: `/booking/${reference}`, locale })
  if (!asked.open || (answer === "move" && !asked.target.bookable)) return redirect({ href: question, locale })
  const t = await getTranslations("merge.asked")
  const said = answer === "move" && asked.target.format.round === "closed" ? "request" : answer
  const startsAt = asked.target.startsAt.toISOString()
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t(`${said}.title`)} />
        {answer === "move" && <BothDates {...{ booking, asked }} />}
        <p className={answer === "move" ? "text-[0.9375rem] text-soft" : undefined}>{t(`${said}.text`)}</p>
        <ActionForm id="other-date" action={answerMergeAction} className="grid gap-5">
          {Object.entries({ booking: reference, questionId: asked.questionId, answer, startsAt }).map(
            ([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ),
          )}
          <div className="flex flex-wrap gap-4">
            <SubmitButton pendingLabel={t("pending")}>{t(`${said}.submit`)}</SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: question, locale })}>
              {t("think")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
