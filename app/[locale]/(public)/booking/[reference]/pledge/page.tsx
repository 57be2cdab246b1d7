import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now } from "@/lib/clock"
import { fullName } from "@/lib/people/rules"
import { pledgeText, pledgeVersion } from "@/lib/round/pledge-text"
import { findDoor } from "@/lib/round/queries-door"
import { formatWhen } from "@/lib/time-zone"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { givePledgeAction } from "../door-actions"
import { OnlyInPerson } from "../only-in-person"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "door.pledge" })
  return { title: t("title"), ...personal }
}

/** The confidentiality pledge: read, given once, or to be passed on to whose it is. */
export default async function PledgePage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking, holder } = await myBooking(reference, locale)
  const view = await findDoor(holder)
  if (!view) return redirect({ href: `/booking/${reference}`, locale })
  const [t, p] = [await getTranslations("door.pledge"), await getTranslations("door.personal")]
  const { lead, points, close } = pledgeText(locale)
  const here = getPathname({ href: `/booking/${reference}`, locale })
  const isOwn = view.pledge !== "not_for_you"
  const done = (await searchParams).done === "given" && view.pledgedAt !== null
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader
          size="small"
          title={isOwn ? t("title") : p("title", { name: fullName(booking.participant) })}
          lead={isOwn ? lead : undefined}
        />
        {isOwn && view.pledgedAt && (
          <Notice
            role={done ? "status" : undefined}
            title={t("given", { when: formatWhen(view.pledgedAt, booking.session.timeZone, locale, now()) })}
          >
            <p className="text-[0.9375rem] text-soft">{t("givenText")}</p>
            <p className="pt-2">
              <LinkButton href={view.opensAt ? `${here}/room` : here} variant="outline">
                {t(view.opensAt ? "toRoom" : "back")}
              </LinkButton>
            </p>
          </Notice>
        )}
        {!isOwn && <OnlyInPerson booking={booking} />}
        <ol className="border-b border-line">
          {points.map(({ title, text }) => (
            <li key={title} className="grid gap-0.5 border-t border-line py-3">
              <span className="font-[560]">{title}</span>
              <span className="text-soft">{text}</span>
            </li>
          ))}
        </ol>
        <p>{close}</p>
        {view.pledge === "over" && <Notice title={t("over")} />}
        {view.pledge === "open" && !view.pledgedAt && (
          <ActionForm id="pledge" action={givePledgeAction} className="grid gap-5">
            <HiddenField name="booking" value={reference} />
            {/* Of this page and not of the one before: what is promised is what stands above. */}
            <input type="hidden" name="version" value={pledgeVersion} />
            <div>
              <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
            </div>
            <p className="text-sm text-soft">{t("kept", { version: pledgeVersion })}</p>
          </ActionForm>
        )}
      </div>
    </>
  )
}
