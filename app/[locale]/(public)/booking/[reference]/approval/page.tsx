import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { CopyField } from "@/components/ui/copy-field"
import { ActionForm, HiddenField, TextAreaField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { findApprovalLink } from "@/lib/bookings/queries-approval"
import { env } from "@/lib/env"
import { getPathname } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { Done } from "../done"
import { endApprovalAction, shareApprovalAction } from "../sharing-actions"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "assistant.approval" })
  return { title: t("title"), ...personal }
}

/** Makes, shows and ends the link for whoever has to say yes. */
export default async function ShareApprovalPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { holder, booking } = await myChangeableBooking(reference, locale)
  const link = await findApprovalLink(holder)
  const [t, copy] = await Promise.all([getTranslations("assistant.approval"), getTranslations("assistant.copy")])
  const path = link && getPathname({ href: `/approve/${link.token}`, locale })
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-8 pt-6 sm:pt-9">
        <Done what={(await searchParams).done} />
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
        {path && (
          <div className="grid gap-5">
            <CopyField
              id="approval-link"
              label={t("link")}
              value={env().PUBLIC_URL + path}
              texts={{ copy: copy("copy"), copied: copy("copied") }}
            />
            <p>
              <LinkButton href={path}>{t("open")}</LinkButton>
            </p>
          </div>
        )}
        <div className={path ? "grid gap-3 border-t border-line pt-5" : "grid gap-3"}>
          <ActionForm id="share-approval" action={shareApprovalAction} className="grid gap-5">
            <HiddenField name="booking" value={reference} />
            <TextAreaField
              name="reason"
              label={t("reason")}
              note={t("optional")}
              hint={t("reasonHint")}
              defaultValue={link?.reason ?? ""}
              rows={3}
              maxLength={500}
            />
            {path && <p className="text-soft">{t("renewText")}</p>}
            <div>
              <SubmitButton variant={path ? "outline" : "primary"} pendingLabel={t("making")}>
                {path ? t("renew") : t("make")}
              </SubmitButton>
            </div>
          </ActionForm>
          {path && (
            <ActionForm id="end-approval" action={endApprovalAction} className="mt-4 grid">
              <HiddenField name="booking" value={reference} />
              <div>
                <SubmitButton variant="mark" pendingLabel={t("ending")}>
                  {t("end")}
                </SubmitButton>
              </div>
            </ActionForm>
          )}
        </div>
      </div>
    </>
  )
}
