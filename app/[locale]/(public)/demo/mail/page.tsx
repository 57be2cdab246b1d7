import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { notFound } from "next/navigation"
import { Button } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { PageHeader } from "@/components/ui/page-header"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { listDemoSubjects } from "@/lib/notifications/queries"
import { mailTranslator } from "@/lib/notifications/translator"
import { formatWhen } from "@/lib/time-zone"
import { getPathname } from "../../../../i18n/navigation"
import { settings } from "../../../../settings"

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<{ to?: string | string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: mailTranslator((await params).locale)("mail.demo.metaTitle"), robots: { index: false } }
}

/** The mailbox of everybody in the demo, newest first. It exists in the demo only. */
export default async function DemoMailPage({ params, searchParams }: Props) {
  if (!env().DEMO) notFound()
  const { locale } = await params
  const t = mailTranslator(locale)
  const asked = (await searchParams).to
  const to = typeof asked === "string" && asked !== "" ? asked : undefined
  const [mails, { timeZone }] = [await listDemoSubjects({ to }), await settings()]
  const href = (path: string) => getPathname({ href: path, locale })
  return (
    <div className="pt-10 sm:pt-13">
      <PageHeader size="small" title={t("mail.demo.title")} lead={t("mail.demo.lead")} />
      <form action={href("/demo/mail")} className="mt-8 mb-10 flex flex-wrap items-end gap-4">
        <Field name="to" label={t("mail.demo.filter")} className="w-full max-w-96">
          {(control) => <Input {...control} type="email" defaultValue={to} autoComplete="off" />}
        </Field>
        <Button type="submit" variant="outline">
          {t("mail.demo.show")}
        </Button>
        {to && (
          <a href={href("/demo/mail")} className="inline-flex min-h-12 items-center">
            {t("mail.demo.all")}
          </a>
        )}
      </form>
      {mails.length === 0 ? (
        <EmptyState>{to ? t("mail.demo.emptyFor", { to }) : t("mail.demo.empty")}</EmptyState>
      ) : (
        <ul className="border-t border-ink">
          {mails.map((mail) => (
            <li
              key={mail.id}
              className="group relative grid gap-x-8 gap-y-0.5 border-b border-line py-4 sm:grid-cols-[1fr_auto]"
            >
              <div>
                <a
                  href={href(`/demo/mail/${mail.id}`)}
                  lang={mail.locale}
                  className="text-lg no-underline group-hover:underline after:absolute after:inset-0"
                >
                  {mail.subject}
                </a>
                <p className="text-sm break-all text-soft">{mail.to}</p>
              </div>
              <time dateTime={mail.createdAt.toISOString()} className="text-sm text-soft">
                {formatWhen(mail.createdAt, timeZone, locale, now())}
              </time>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
