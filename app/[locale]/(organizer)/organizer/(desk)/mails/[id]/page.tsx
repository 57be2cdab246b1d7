import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { MailState } from "@/components/desk/mail-state"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { NotFoundError } from "@/lib/errors"
import { getMail } from "@/lib/notifications/queries"
import { readsMails, sessionScope } from "@/lib/people/policy"
import { findDeskSession } from "@/lib/sessions/queries"
import { formatDate, formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { settings } from "../../../../../../settings"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("mails") }
}

/** One mail: the facts of its way, and for those who may the text, with links and codes hidden. */
export default async function MailPage({ params }: Props) {
  const { id } = await params
  const viewer = await requireTeam({ path: `/organizer/mails/${id}` })
  const [t, locale, scope] = [await getTranslations("desk"), await getLocale(), sessionScope(viewer)]
  const mail = await getMail(id, { ...scope, bodies: readsMails(viewer) }).catch((error: unknown) => {
    if (error instanceof NotFoundError) notFound()
    throw error
  })
  const [session, { timeZone }] = [
    mail.sessionId ? await findDeskSession(mail.sessionId, locale, scope) : null,
    await settings(),
  ]
  return (
    <>
      <Breadcrumb
        label={t("session.breadcrumb")}
        steps={[{ href: deskHref("/organizer/mails", locale), label: t("nav.mails") }]}
        here={mail.recipient}
      />
      <div className="mt-4 mb-8" lang={mail.locale}>
        <PageHeader
          size="small"
          eyebrow={
            <p lang={locale}>
              <MailState state={mail.state} />
            </p>
          }
          title={mail.subject}
        />
      </div>
      <KeyValue
        items={[
          { label: t("mails.recipient"), value: <span className="break-all">{mail.recipient}</span> },
          {
            label: t("mails.session"),
            value: session && (
              <a href={deskHref(`/organizer/sessions/${session.id}`, locale)}>
                {formatDate(session.startsAt, session.timeZone, locale)}
              </a>
            ),
          },
          { label: t("mails.created"), value: formatDateTime(mail.createdAt, timeZone, locale) },
          { label: t("mails.sent"), value: mail.sentAt && formatDateTime(mail.sentAt, timeZone, locale) },
          { label: t("mails.attempts"), value: mail.attempts > 1 && mail.attempts },
          { label: t("mails.error"), value: mail.lastError },
          { label: t("mails.skipped"), value: mail.skipReason && t(`mails.skipReasons.${mail.skipReason}`) },
          { label: t("mails.calendar"), value: mail.body?.ics && t("mails.withCalendar") },
        ]}
      />
      <section aria-labelledby="body" className="mt-10">
        <h2 id="body" className="mb-3.5">
          {t("mails.body")}
        </h2>
        {mail.body ? (
          <div lang={mail.locale} className="max-w-[44em] border-t border-line pt-5 whitespace-pre-wrap">
            {mail.body.text}
          </div>
        ) : (
          <p className="border-t border-line pt-5 text-soft">{t("mails.noBody")}</p>
        )}
      </section>
    </>
  )
}
