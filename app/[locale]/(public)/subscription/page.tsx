import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { findOwnSubscriptions, type OwnSubscription } from "@/lib/subscriptions/queries"
import { getPathname } from "../../../i18n/navigation"
import { personal } from "../../../site-metadata"
import { subscriptionInBrowser } from "../../../subscription-cookie"
import { confirmSubscriptionAction, leaveSubscriptionAction } from "./actions"

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<{ done?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "mailing.subscription" })
  return { title: t("title"), ...personal }
}

/** What a mailbox has subscribed, with the buttons to confirm and to leave. */
export default async function SubscriptionPage({ params, searchParams }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  const t = await getTranslations("mailing.subscription")
  const { done } = await searchParams
  const [own, ...others] = (await findOwnSubscriptions(await subscriptionInBrowser(), locale)) ?? []
  const again = getPathname({ href: "/subscribe", locale })
  if (!own)
    return (
      <div className="grid max-w-150 gap-8 pt-8 sm:pt-14">
        <PageHeader size="small" title={t("title")} />
        {done === "left" ? (
          <Notice role="status" title={t("left")}>
            <p className="text-[0.9375rem] text-soft">{t("leftHint")}</p>
          </Notice>
        ) : (
          <Notice tone="mark" title={t("voidTitle")}>
            <p className="text-[0.9375rem] text-soft">{t("voidText")}</p>
          </Notice>
        )}
        <div>
          <LinkButton href={again} variant="outline">
            {t("again")}
          </LinkButton>
        </div>
      </div>
    )
  const all = [own, ...others]
  return (
    <div className="grid max-w-150 gap-8 pt-8 sm:pt-14">
      <PageHeader size="small" title={t("title")} lead={t(own.confirmed ? "lead" : "confirmLead")} />
      {done === "confirmed" && <Notice role="status" title={t("confirmed")} />}
      {done === "left" && <Notice role="status" title={t("left")} />}
      {!own.confirmed && (
        <ActionForm id="confirm" action={confirmSubscriptionAction} className="grid gap-5 sm:max-w-80">
          <SubmitButton wide pendingLabel={t("confirmPending")}>
            {t("confirm")}
          </SubmitButton>
        </ActionForm>
      )}
      <ul className="border-t border-ink">
        {all.map((each) => (
          <Subscribed key={each.id} subscription={each} />
        ))}
      </ul>
      {all.length > 1 && (
        <ActionForm id="leave-all" action={leaveSubscriptionAction} className="grid justify-items-start">
          <HiddenField name="all" value="1" />
          <SubmitButton variant="outline" pendingLabel={t("leavePending")}>
            {t("leaveAll")}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}

async function Subscribed({ subscription }: { subscription: OwnSubscription }) {
  const t = await getTranslations("mailing.subscription")
  const { id, format, language, confirmed } = subscription
  const what = t("what", { format: format ?? t("everyFormat"), language: language ?? "any" })
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-center">
      <p>
        {what} {!confirmed && <span className="text-soft">({t("open")})</span>}
      </p>
      <ActionForm id={`leave-${id}`} action={leaveSubscriptionAction} className="grid justify-items-start">
        <HiddenField name="which" value={id} />
        <SubmitButton variant="quiet" size="small" pendingLabel={t("leavePending")}>
          {t("leave")}
          <span className="sr-only">: {what}</span>
        </SubmitButton>
      </ActionForm>
    </li>
  )
}
