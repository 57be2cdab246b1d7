import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Badge } from "@/components/ui/badge"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { listMarkedAddresses, type MarkedAddress } from "@/lib/notifications/queries-addresses"
import { runsSessions } from "@/lib/people/policy"
import { formatDate, formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { settings } from "../../../../../../settings"
import { callHref } from "../../today/call-href"
import { clearMarkAction } from "./actions"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailing.addresses"))("title") }
}

/** The addresses that mails come back from, and what to do about each. */
export default async function AddressesPage({ searchParams }: Props) {
  await requireTeam({ may: runsSessions, path: "/organizer/mails/addresses" })
  const [t, desk, locale, addresses, { timeZone }] = [
    await getTranslations("mailing.addresses"),
    await getTranslations("desk"),
    await getLocale(),
    await listMarkedAddresses(),
    await settings(),
  ]
  return (
    <>
      <DoneNotice done={(await searchParams).done} />
      <Breadcrumb
        label={desk("session.breadcrumb")}
        steps={[{ href: deskHref("/organizer/mails", locale), label: desk("nav.mails") }]}
        here={t("title")}
      />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      {addresses.length > 0 ? (
        <ul>
          {addresses.map((each) => (
            <Address key={each.address} marked={each} zone={timeZone} />
          ))}
        </ul>
      ) : (
        <p className="border-t border-line py-3.5 text-soft">{t("empty")}</p>
      )}
    </>
  )
}

async function Address({ marked, zone }: { marked: MarkedAddress; zone: string }) {
  const [t, today, locale] = [
    await getTranslations("mailing.addresses"),
    await getTranslations("mailing.today"),
    await getLocale(),
  ]
  const { address, mark, reason, source, markedAt, personId, name, phone, subscribed, sessionId, startsAt } = marked
  const link = "inline-flex min-h-11 items-center"
  return (
    <li className="grid gap-4 border-t border-line py-5">
      <p className="flex flex-wrap items-center gap-3">
        <strong className="font-serif text-lg break-all">{address}</strong>
        <Badge tone="mark">{t(mark)}</Badge>
      </p>
      <KeyValue
        items={[
          {
            label: t("person"),
            value:
              name && personId ? (
                <a href={deskHref(`/organizer/people/${personId}`, locale)}>{name}</a>
              ) : (
                (name ?? t("nobody"))
              ),
          },
          { label: t("phone"), value: phone && <a href={callHref(phone)}>{phone}</a> },
          {
            label: t("next"),
            value: sessionId && startsAt && (
              <a href={deskHref(`/organizer/sessions/${sessionId}`, locale)}>
                {formatDate(startsAt, marked.timeZone ?? zone, locale)}
              </a>
            ),
          },
          { label: t("since"), value: formatDateTime(markedAt, zone, locale) },
          { label: t("says"), value: `${t(`sources.${source}`)}: ${reason}` },
          { label: t("subscribed"), value: subscribed && "✓" },
        ]}
      />
      <div className="flex flex-wrap items-center gap-x-6">
        {personId && (
          <a href={deskHref(`/organizer/people/${personId}/edit`, locale)} className={link}>
            {today("correct")}
            <span className="sr-only">: {address}</span>
          </a>
        )}
        {marked.mailId && (
          <a href={deskHref(`/organizer/mails/${marked.mailId}`, locale)} className={link}>
            {t("mail")}
            <span className="sr-only">: {address}</span>
          </a>
        )}
        <ActionForm id={`clear-${markedAt.getTime()}`} action={clearMarkAction} className="grid">
          <HiddenField name="address" value={address} />
          <SubmitButton variant="quiet" pendingLabel={t("clearPending")}>
            {t("clear")}
            <span className="sr-only">: {address}</span>
          </SubmitButton>
        </ActionForm>
      </div>
    </li>
  )
}
