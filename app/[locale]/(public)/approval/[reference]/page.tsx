import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getLocale, getTranslations, setRequestLocale } from "next-intl/server"
import { FullPriceText, LengthText, PlaceText } from "@/components/sessions/facts"
import { FeeTable } from "@/components/sessions/fee-table"
import { Agenda } from "@/components/sessions/agenda"
import { TermsText } from "@/components/sessions/terms-text"
import { CopyField } from "@/components/ui/copy-field"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { PrintButton } from "@/components/ui/print-button"
import { type Approval, findApproval } from "@/lib/bookings/queries-approval"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { formatDate, formatDateRange, formatWhen } from "@/lib/time-zone"
import { getPathname, redirect } from "../../../../i18n/navigation"
import { settings } from "../../../../settings"
import { personal } from "../../../../site-metadata"
import { viewTokens } from "../../../../view-cookie"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "assistant.approvalPage" })
  return { title: t("title"), ...personal }
}

/** One booking for whoever has to say yes to it: to read, to print and to pass on. There is no form here. */
export default async function ApprovalPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const found = await findShown(reference, locale)
  const t = await getTranslations("assistant.approvalPage")
  // One address says so, whatever was asked for.
  if (!found && reference !== "void") return redirect({ href: "/approval/void", locale })
  if (!found) {
    return (
      <div className="pt-8 sm:pt-14">
        <Notice tone="mark" title={<h1 className="font-sans text-base font-[560]">{t("void")}</h1>}>
          <p className="text-[0.9375rem] text-soft">{t("voidText")}</p>
        </Notice>
      </div>
    )
  }
  const { approval, link } = found
  const copy = await getTranslations("assistant.copy")
  return (
    <article className="grid max-w-[46rem] gap-9 pt-6 sm:pt-11 print:gap-6 print:pt-0">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <PageHeader
          size="small"
          eyebrow={t("eyebrow", { reference: approval.reference })}
          title={t("title")}
          lead={<Standing approval={approval} />}
        />
        <PrintButton>{t("print")}</PrintButton>
      </div>
      <Facts approval={approval} />
      <Why approval={approval} />
      <Cost approval={approval} />
      <div className="grid gap-5 print:hidden">
        <CopyField
          id="approval-link"
          label={t("forward")}
          value={link}
          texts={{ copy: copy("copy"), copied: copy("copied") }}
        />
        <p className="text-sm text-soft">{t("hint")}</p>
      </div>
    </article>
  )
}

/** What this browser was given a link to. */
async function findShown(reference: string, locale: Locale) {
  for (const token of await viewTokens("approvals")) {
    const approval = await findApproval(token, locale)
    if (approval?.reference === reference)
      return { approval, link: env().PUBLIC_URL + getPathname({ href: `/approve/${token}`, locale }) }
  }
  return null
}

type Part = { approval: Approval }

async function Standing({ approval: { state, decideAt, session } }: Part) {
  const [t, locale] = [await getTranslations("assistant.approvalPage"), await getLocale()]
  if (session.status === "cancelled") return t("cancelled")
  if (state !== "requested") return t(`state.${state}`)
  return t("state.requested", { when: decideAt ? formatWhen(decideAt, session.timeZone, locale, now()) : "" })
}

async function Facts({ approval }: Part) {
  const [t, locale, { organizer, company }] = [
    await getTranslations("assistant.approvalPage"),
    await getLocale(),
    await settings(),
  ]
  const { session, participant, booker, agreedAt } = approval
  const { startsAt, endsAt, timeZone, texts, format } = session
  return (
    <KeyValue
      roomy
      items={[
        { label: t("who"), value: participant },
        { label: t("company"), value: approval.company },
        { label: t("when"), value: formatDateRange(startsAt, endsAt, timeZone, locale) },
        { label: t("where"), value: <PlaceText session={session} /> },
        {
          label: t("what"),
          value: (
            <>
              {texts.name}, <LengthText minutes={format.lengthMinutes} />
            </>
          ),
        },
        { label: t("cost"), value: approval.price ? <FullPriceText price={approval.price} /> : t("free") },
        { label: t("bookedBy"), value: booker ?? participant },
        { label: t("agreed"), value: formatDate(agreedAt, timeZone, locale) },
        { label: t("by"), value: `${organizer.name}, ${company.name}, ${company.city}` },
      ]}
    />
  )
}

async function Why({ approval: { reason, session } }: Part) {
  const t = await getTranslations("assistant.approvalPage")
  const { lead, forWhom, agenda, language } = session.texts
  return (
    <section aria-labelledby="why" className="grid gap-3">
      <h2 id="why" className="text-[1.375rem]">
        {t("why")}
      </h2>
      {reason && (
        <blockquote dir="auto" className="border-l-2 border-rule pl-4 wrap-anywhere whitespace-pre-line">
          {reason}
        </blockquote>
      )}
      <div lang={language} className="grid gap-3">
        <p>{lead}</p>
        <p className="whitespace-pre-line text-soft">{forWhom}</p>
        {agenda.length > 0 && (
          <>
            <h3 className="mt-2 text-base font-[560]">{t("agenda")}</h3>
            <Agenda points={agenda} />
          </>
        )}
      </div>
    </section>
  )
}

async function Cost({ approval: { terms, price, session } }: Part) {
  const [t, locale] = [await getTranslations("assistant.approvalPage"), await getLocale()]
  const { startsAt, timeZone } = session
  return (
    <section aria-labelledby="terms" className="grid gap-3">
      <h2 id="terms" className="text-[1.375rem]">
        {t("terms")}
      </h2>
      <p>
        <TermsText terms={terms} price={price} startsAt={startsAt} timeZone={timeZone} now={now()} />
      </p>
      {price && <FeeTable {...{ terms, price, startsAt, timeZone }} now={now()} />}
      <p className="print:hidden">
        <a href={getPathname({ href: "/terms", locale })} className="inline-flex min-h-11 items-center">
          {t("termsLink")}
        </a>
      </p>
    </section>
  )
}
