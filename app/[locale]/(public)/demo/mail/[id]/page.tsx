import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { notFound } from "next/navigation"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { env } from "@/lib/env"
import { listDemoMails } from "@/lib/notifications/queries"
import { mailTranslator } from "@/lib/notifications/translator"
import { formatDateTime } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { settings } from "../../../../../settings"

type Props = { params: Promise<{ locale: Locale; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: mailTranslator((await params).locale)("mail.demo.metaTitle"), robots: { index: false } }
}

/** One mail of the demo, as its reader sees it and as plain text. */
export default async function DemoMailPage({ params }: Props) {
  if (!env().DEMO) notFound()
  const { locale, id } = await params
  const t = mailTranslator(locale)
  const [[mail], { timeZone }] = [await listDemoMails({ id }), await settings()]
  if (!mail) notFound()
  const list = getPathname({ href: "/demo/mail", locale })
  const source = `/api/demo/mail/${mail.id}`
  return (
    <div className="pt-5">
      <Breadcrumb
        label={t("mail.demo.crumb")}
        steps={[{ href: list, label: t("mail.demo.crumb") }]}
        here={mail.subject}
      />
      <div className="mt-6 mb-8">
        <PageHeader size="small" title={mail.subject} />
      </div>
      <KeyValue
        items={[
          { label: t("mail.demo.to"), value: <a href={`${list}?to=${encodeURIComponent(mail.to)}`}>{mail.to}</a> },
          { label: t("mail.demo.at"), value: formatDateTime(mail.createdAt, timeZone, locale) },
          {
            label: t("mail.demo.calendar"),
            value: mail.ics && (
              <a href={`${source}?part=calendar`} download={t("mail.demo.calendarFile")}>
                {t("mail.demo.calendarFile")}
              </a>
            ),
          },
        ]}
      />
      <iframe
        src={source}
        title={t("mail.demo.html")}
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
        className="mt-8 h-[56rem] w-full rounded-panel border border-line"
      />
      <details className="mt-8">
        <summary className="cursor-pointer py-3 font-[560]">{t("mail.demo.text")}</summary>
        <pre className="max-w-full border-t border-line pt-5 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
          {withLinks(mail.text)}
        </pre>
      </details>
    </div>
  )
}

const withLinks = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )
