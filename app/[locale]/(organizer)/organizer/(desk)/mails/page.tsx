import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { MailRow } from "@/components/desk/mail-row"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { listMails } from "@/lib/notifications/queries"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import { deskHref } from "../../desk-session"
import { type MailChoice, readMailChoice } from "./mail-choice"
import { settings } from "../../../../../settings"
import { showQuery } from "../../../../../show-query"
import { NextPage } from "../../next-page"
import { NothingFound } from "../../nothing-found"
import { SessionChoice } from "../sessions/session-choice"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("mails") }
}

/** The journal: what was sent to whom, and what became of it. */
export default async function MailsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/mails" })
  const mailing = await getTranslations("mailing")
  const [t, locale, scope, now] = [
    await getTranslations("desk.mails"),
    await getLocale(),
    sessionScope(viewer),
    presentTime(),
  ]
  const choice = readMailChoice(await searchParams)
  const [{ mails, nextCursor }, { timeZone }] = await Promise.all([
    listMails({ ...scope, sessionId: choice.session, recipient: choice.recipient, cursor: choice.cursor }),
    settings(),
  ])
  const home = deskHref("/organizer/mails", locale)
  const narrowed = Boolean(choice.session ?? choice.recipient)
  return (
    <>
      <div className="mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      {runsSessions(viewer) && (
        <p className="mb-6 flex flex-wrap gap-x-6">
          <a href={deskHref("/organizer/mails/addresses", locale)} className="inline-flex min-h-11 items-center">
            {mailing("addresses.title")}
          </a>
          <a href={deskHref("/organizer/mails/subscribers", locale)} className="inline-flex min-h-11 items-center">
            {mailing("subscribers.title")}
          </a>
        </p>
      )}
      <FilterForm choice={choice} scope={scope} action={home} />
      {mails.length > 0 ? (
        <ul className="mt-8">
          {mails.map((mail) => (
            <MailRow
              key={mail.id}
              {...{ mail, now, zone: timeZone }}
              href={deskHref(`/organizer/mails/${mail.id}`, locale)}
            />
          ))}
        </ul>
      ) : (
        <NothingFound clear={narrowed ? { href: home, label: t("clear") } : undefined}>
          {t(narrowed ? "emptyFiltered" : "empty")}
        </NothingFound>
      )}
      {nextCursor && <NextPage href={home + showQuery({ ...choice, cursor: nextCursor })}>{t("older")}</NextPage>}
    </>
  )
}

/** A form that only looks: it goes into the address. */
async function FilterForm({
  choice,
  scope,
  action,
}: {
  choice: MailChoice
  scope: { hostId?: string }
  action: string
}) {
  const t = await getTranslations("desk.mails")
  return (
    <form action={action} className="grid items-end gap-5 sm:grid-cols-[1fr_1fr_auto]">
      <SessionChoice label={t("session")} any={t("allSessions")} value={choice.session} scope={scope} />
      <Field name="recipient" label={t("recipient")}>
        {(control) => (
          <Input {...control} type="search" inputMode="email" defaultValue={choice.recipient} maxLength={254} />
        )}
      </Field>
      <Button type="submit" variant="outline">
        {t("search")}
      </Button>
    </form>
  )
}
