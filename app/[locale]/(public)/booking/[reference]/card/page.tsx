import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { CardFields } from "@/components/round/card-fields"
import { sayLine } from "@/components/round/say-line"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now } from "@/lib/clock"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myPlace } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { approveCardAction, withdrawCardAction } from "../round-actions"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "cards.own" })
  return { title: t("title"), ...personal }
}

/** One's own table card: what the others will see, and nothing of it without approval. */
export default async function CardPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking, card } = await myPlace(reference, locale)
  const [t, words, { done }] = [await getTranslations("cards.own"), await getTranslations(), await searchParams]
  const { name, company, showName, showCompany, approved } = card
  const date = formatDate(card.opensAt, booking.session.timeZone, locale)
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        {done === "approved" && approved && <Notice role="status" title={t("approved")} />}
        {done === "withdrawn" && !approved && <Notice role="status" title={t("withdrawn")} />}
        <PageHeader
          size="small"
          title={t("title")}
          lead={t("lead", { state: card.opensAt > now() ? "before" : "open", date })}
        />
        <ActionForm id="card" action={approveCardAction} className="grid gap-6">
          <HiddenField name="booking" value={reference} />
          <CardFields
            {...{ name, company, showName, showCompany }}
            texts={{
              ...{ preview: t("preview", { state: approved ? "approved" : "open" }), line: t("line"), both: t("both") },
              lineHint: approved ? undefined : t("lineHint"),
              ...{ showName: t("showName", { name }), showCompany: t("showCompany", { company }) },
            }}
            line={card.line ?? sayLine((key) => words(key), card.suggested)}
          />
          <div className="flex flex-wrap gap-4">
            <SubmitButton pendingLabel={t("saving")}>{t(approved ? "save" : "approve")}</SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}`, locale })}>
              {t("back")}
            </LinkButton>
          </div>
        </ActionForm>
        {approved && (
          <ActionForm id="withdraw-card" action={withdrawCardAction} className="border-t border-line pt-4">
            <HiddenField name="booking" value={reference} />
            <SubmitButton variant="quiet" pendingLabel={t("withdrawing")}>
              {t("withdraw")}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </>
  )
}
