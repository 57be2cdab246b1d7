import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { Input } from "@/components/ui/input"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { lineInAddress } from "@/lib/input"
import { runsSessions } from "@/lib/people/policy"
import { listSubscribers, type Subscriber } from "@/lib/subscriptions/queries"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { NextPage } from "../../../next-page"
import { NothingFound } from "../../../nothing-found"
import { showQuery } from "../../../../../../show-query"
import { settings } from "../../../../../../settings"
import { removeSubscriberAction } from "./actions"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailing.subscribers"))("title") }
}

/** Who wants to hear of new dates. */
export default async function SubscribersPage({ searchParams }: Props) {
  await requireTeam({ may: runsSessions, path: "/organizer/mails/subscribers" })
  const [t, desk, locale, search] = [
    await getTranslations("mailing.subscribers"),
    await getTranslations("desk"),
    await getLocale(),
    await searchParams,
  ]
  const q = lineInAddress(254).parse(search.q)
  const cursor = typeof search.cursor === "string" ? search.cursor : undefined
  const [{ subscribers, confirmed, asked, nextCursor }, { timeZone }] = await Promise.all([
    listSubscribers(locale, { q, cursor }),
    settings(),
  ])
  const home = deskHref("/organizer/mails/subscribers", locale)
  return (
    <>
      <DoneNotice done={typeof search.done === "string" ? search.done : undefined} />
      <Breadcrumb
        label={desk("session.breadcrumb")}
        steps={[{ href: deskHref("/organizer/mails", locale), label: desk("nav.mails") }]}
        here={t("title")}
      />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead", { confirmed, asked })} />
      </div>
      {(subscribers.length > 0 || q) && (
        <form action={home} className="mb-8 grid max-w-[34em] items-end gap-5 sm:grid-cols-[1fr_auto]">
          <Field name="q" label={t("email")}>
            {(control) => <Input {...control} type="search" inputMode="email" defaultValue={q} maxLength={254} />}
          </Field>
          <Button type="submit" variant="outline">
            {t("search")}
          </Button>
        </form>
      )}
      {subscribers.length > 0 ? (
        <ul className="border-b border-line">
          {subscribers.map((each) => (
            <Row key={each.id} subscriber={each} zone={timeZone} />
          ))}
        </ul>
      ) : (
        <NothingFound clear={q ? { href: home, label: t("clear") } : undefined}>
          {t(q ? "emptyFiltered" : "empty")}
        </NothingFound>
      )}
      {nextCursor && <NextPage href={home + showQuery({ q, cursor: nextCursor })}>{t("older")}</NextPage>}
    </>
  )
}

async function Row({ subscriber, zone }: { subscriber: Subscriber; zone: string }) {
  const [t, subscribe, locale] = [
    await getTranslations("mailing.subscribers"),
    await getTranslations("mailing.subscribe"),
    await getLocale(),
  ]
  const { id, email, format, language, confirmedAt, createdAt } = subscriber
  const what = [format ?? t("every"), language && subscribe(`languages.${language}`)].filter(Boolean).join(", ")
  const date = formatDate(confirmedAt ?? createdAt, zone, locale)
  return (
    <li className="grid gap-x-5 border-t border-line py-3 sm:grid-cols-[1fr_auto] sm:items-center">
      <div>
        <p className="font-[540] break-all">{email}</p>
        <p className="text-[0.9375rem] text-soft">
          {what}, {t(confirmedAt ? "since" : "asked", { date })}
        </p>
      </div>
      <ActionForm id={`remove-${id}`} action={removeSubscriberAction} className="grid justify-items-start">
        <HiddenField name="subscriptionId" value={id} />
        <SubmitButton variant="quiet" size="small" pendingLabel={t("removePending")}>
          {t("remove")}
          <span className="sr-only">: {email}</span>
        </SubmitButton>
      </ActionForm>
    </li>
  )
}
