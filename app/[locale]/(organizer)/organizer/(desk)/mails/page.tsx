import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { MailRow } from "@/components/desk/mail-row"
import { Button, LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { Field } from "@/components/ui/field"
import { Input, Select } from "@/components/ui/input"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { listMails } from "@/lib/notifications/queries"
import { sessionScope } from "@/lib/people/policy"
import { type DeskSession, listSessions } from "@/lib/sessions/queries"
import { getSettings } from "@/lib/sessions/settings"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { type MailChoice, readMailChoice } from "./mail-choice"

/** A choice of more dates is no choice; older ones are reached from their own page. */
const mostChoices = 100

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("mails") }
}

/** The journal: what was sent to whom, and what became of it. */
export default async function MailsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/mails" })
  const [t, locale, scope, now] = [
    await getTranslations("desk.mails"),
    await getLocale(),
    sessionScope(viewer),
    presentTime(),
  ]
  const choice = readMailChoice(await searchParams)
  const [{ mails, nextCursor }, sessions, settings] = await Promise.all([
    listMails({ ...scope, sessionId: choice.session, recipient: choice.recipient, cursor: choice.cursor }),
    listSessions(locale, { ...scope, limit: mostChoices }),
    getSettings(),
  ])
  const [chosen] = sessions.some(({ id }) => id === choice.session)
    ? []
    : await listSessions(locale, { ...scope, ids: choice.session ? [choice.session] : [] })
  const home = deskHref("/organizer/mails", locale)
  const narrowed = Boolean(choice.session ?? choice.recipient)
  return (
    <>
      <div className="mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      <FilterForm choice={choice} sessions={chosen ? [chosen, ...sessions] : sessions} action={home} locale={locale} />
      {mails.length > 0 ? (
        <ul className="mt-8">
          {mails.map((mail) => (
            <MailRow
              key={mail.id}
              {...{ mail, now, zone: settings.timeZone }}
              href={deskHref(`/organizer/mails/${mail.id}`, locale)}
            />
          ))}
        </ul>
      ) : (
        <div className="mt-8">
          <EmptyState
            action={
              narrowed && (
                <LinkButton href={home} variant="outline">
                  {t("clear")}
                </LinkButton>
              )
            }
          >
            {t(narrowed ? "emptyFiltered" : "empty")}
          </EmptyState>
        </div>
      )}
      {nextCursor && (
        <p className="mt-6">
          <LinkButton variant="outline" size="small" href={`${home}?${queryOf({ ...choice, cursor: nextCursor })}`}>
            {t("older")}
          </LinkButton>
        </p>
      )}
    </>
  )
}

const queryOf = (choice: MailChoice) =>
  new URLSearchParams(Object.entries(choice).filter((pair): pair is [string, string] => Boolean(pair[1]))).toString()

/** A form that only looks: it goes into the address. */
async function FilterForm({
  choice,
  sessions,
  action,
  locale,
}: {
  choice: MailChoice
  sessions: DeskSession[]
  action: string
  locale: "de" | "en"
}) {
  const t = await getTranslations("desk.mails")
  return (
    <form action={action} className="grid items-end gap-5 sm:grid-cols-[1fr_1fr_auto]">
      <Field name="session" label={t("session")}>
        {(control) => (
          <Select {...control} defaultValue={choice.session}>
            <option value="">{t("allSessions")}</option>
            {sessions.map(({ id, startsAt, timeZone, format }) => (
              <option key={id} value={id}>
                {formatDate(startsAt, timeZone, locale)}, {format.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
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
