import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { WaitedFor } from "@/components/waitlist/waited-for"
import { formatDate } from "@/lib/time-zone"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myEntry } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { leaveWaitlistAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "waitlist.leave" })
  return { title: t("title"), ...personal }
}

/** Leaving the waiting list, a page away from the mailed link: it gives a place in the queue away, or a seat. */
export default async function LeavePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { entry } = await myEntry(reference, locale)
  const { state, offer, closedRound } = entry
  const here = `/waiting/${reference}`
  if (state !== "waiting" && state !== "offered") redirect({ href: here, locale })
  const t = await getTranslations("waitlist.leave")
  return (
    <>
      <Crumbs reference={reference} here={t("title")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} />
        <WaitedFor entry={entry} />
        <p>{t(closedRound ? "textClosed" : "text")}</p>
        {offer && <p>{t("offered", { date: formatDate(offer.session.startsAt, offer.session.timeZone, locale) })}</p>}
        <ActionForm id="leave" action={leaveWaitlistAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <div className="flex flex-wrap gap-4">
            <SubmitButton variant="mark" pendingLabel={t("pending")}>
              {t("submit")}
            </SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: here, locale })}>
              {t("keep")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
