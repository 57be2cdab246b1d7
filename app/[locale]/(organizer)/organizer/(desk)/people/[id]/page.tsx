import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { PersonHistory } from "@/components/desk/person-history"
import { Badge } from "@/components/ui/badge"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { PageHeader } from "@/components/ui/page-header"
import { keepsPeople, sessionScope } from "@/lib/people/policy"
import { listColleagues, listConsents, listNotes, listPersonSeats } from "@/lib/people/queries-people"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { openPerson } from "../open-person"
import { PersonActions } from "./person-actions"
import { Consents, PersonFacts } from "./person-facts"
import { Notes } from "./notes"
import { settings } from "../../../../../../settings"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") }
}

/** One person: who they are, where they were, what they agreed to, and what the team wrote down. */
export default async function PersonPage({ params, searchParams }: Props) {
  const { person, viewer, locale } = await openPerson((await params).id)
  const [t, scope, keeps] = [await getTranslations("people"), sessionScope(viewer), keepsPeople(viewer)]
  const [seats, colleagues, consents, notes, { timeZone }] = await Promise.all([
    listPersonSeats(person, scope),
    listColleagues(person, scope),
    keeps ? listConsents(person.id) : [],
    keeps ? listNotes(person.id) : [],
    settings(),
  ])
  const href = (path: string) => deskHref(`/organizer/${path}`, locale)
  return (
    <>
      <Breadcrumb
        label={t("breadcrumb")}
        steps={[{ href: href("people"), label: t("title") }]}
        here={<span className="wrap-anywhere">{person.name}</span>}
      />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-6">
        <PageHeader
          size="small"
          eyebrow={person.kind === "booker" && <Badge tone="plain">{t("booker")}</Badge>}
          title={person.name}
          lead={person.company}
        />
      </div>
      {keeps && <PersonActions person={person} locale={locale} />}
      <div className="mt-10 grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_20rem]">
        <div className="grid content-start gap-10">
          <section aria-labelledby="history">
            <h2 id="history" className="mb-3.5">
              {t("history.title")}
            </h2>
            <PersonHistory seats={seats} href={(sessionId) => href(`sessions/${sessionId}`)} />
          </section>
          {keeps && <Notes personId={person.id} notes={notes} zone={timeZone} locale={locale} />}
        </div>
        <aside aria-label={t("facts.title")} className="grid content-start gap-8">
          <PersonFacts person={person} zone={timeZone} locale={locale} />
          {consents.length > 0 && <Consents consents={consents} zone={timeZone} locale={locale} />}
          {colleagues.length > 0 && (
            <section aria-labelledby="colleagues">
              <h2 id="colleagues" className="mb-2 text-lg">
                {t("colleagues")}
              </h2>
              <ul>
                {colleagues.map(({ id, name }) => (
                  <li key={id}>
                    <a href={href(`people/${id}`)} className="inline-flex min-h-11 items-center">
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </aside>
      </div>
    </>
  )
}
