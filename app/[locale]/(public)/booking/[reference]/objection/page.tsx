import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField, TextAreaField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myPlace } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { raiseObjectionAction } from "../round-actions"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "cards.objection" })
  return { title: t("title"), ...personal }
}

/** "Not with this round", quietly, to the organizer alone; for who has seen it, before the session begins. */
export default async function ObjectionPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking, card } = await myPlace(reference, locale)
  if (!card.shown || !booking.changeable) return redirect({ href: `/booking/${reference}/round`, locale })
  const t = await getTranslations("cards.objection")
  const here = getPathname({ href: `/booking/${reference}`, locale })
  const said = card.objected && (await searchParams).done === "said"
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
        {said ? (
          <>
            <Notice role="status" title={t("done")}>
              <p className="text-[0.9375rem] text-soft">{t("free")}</p>
            </Notice>
            <div className="flex flex-wrap gap-4">
              <LinkButton href={`${here}/rebook`}>{t("rebook")}</LinkButton>
              <LinkButton href={`${here}/release`} variant="outline">
                {t("release")}
              </LinkButton>
            </div>
          </>
        ) : (
          <ActionForm id="objection" action={raiseObjectionAction} className="grid gap-5">
            <HiddenField name="booking" value={reference} />
            <p>{t(card.objected ? "again" : "free")}</p>
            <TextAreaField
              name="text"
              label={t("text")}
              note={t("optional")}
              hint={t("textHint")}
              maxLength={1000}
              rows={4}
            />
            <div className="flex flex-wrap gap-4">
              <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
              <LinkButton variant="outline" href={`${here}/round`}>
                {t("back")}
              </LinkButton>
            </div>
          </ActionForm>
        )}
      </div>
    </>
  )
}
