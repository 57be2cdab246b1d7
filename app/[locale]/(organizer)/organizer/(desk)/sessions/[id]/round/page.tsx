import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { DeskRing } from "@/components/desk/desk-ring"
import { SeatCounts } from "@/components/desk/seat-counts"
import { SessionDate } from "@/components/desk/session-date"
import { ComposedPerson } from "@/components/round/composed-person"
import { Lacks } from "@/components/round/lacks"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { deskHref, openDeskSession } from "../../../../desk-session"
import { DoneNotice } from "../../../../done-notice"
import { readRound } from "../../../requests/read-round"
import { RoundRequest } from "../../../requests/round-request"
import { SessionCrumb } from "../../session-crumb"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("composition"))("title") }
}

/** A closed round as its organizer composes it: who sits there, who asks, what stands against whom, what is missing. */
export default async function CompositionPage({ params, searchParams }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/round" })
  if (session.format.round !== "closed") notFound()
  const [t, now] = [await getTranslations("composition"), presentTime()]
  const { seated, requests, lacks, personOf, name } = await readRound(session, now)
  const path = `/organizer/sessions/${session.id}/round`
  return (
    <>
      <SessionCrumb session={session} here={t("title")} />
      <DoneNotice done={(await searchParams).done} />
      <header className="mt-4 mb-10 grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-5 sm:gap-x-9">
        <DeskRing session={session} centre className="size-20 sm:size-37" />
        <div className="grid gap-2.5">
          <p className="text-soft">
            <SessionDate session={session} />
          </p>
          <h1 className="text-3xl leading-[1.1]">{t("title")}</h1>
          <p className="max-w-[34em] text-[0.9375rem] text-soft max-sm:hidden">{t("lead")}</p>
          <SeatCounts session={session} className="text-[0.9375rem]" />
        </div>
      </header>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_24rem]">
        <div className="grid content-start gap-10">
          <section aria-labelledby="requests">
            <h2 id="requests" className="mb-3.5">
              {t("requests")}
            </h2>
            <ul>
              {requests.map((request) => {
                const person = personOf(request)
                return (
                  person && (
                    <RoundRequest
                      key={request.id}
                      {...{ request, name, now }}
                      person={{ ...person, session }}
                      back={path}
                      href={deskHref(`/organizer/requests/${person.seatId}`, locale)}
                    />
                  )
                )
              })}
            </ul>
            {requests.length === 0 && <p className="border-t border-line py-3.5 text-soft">{t("requestsEmpty")}</p>}
            <p>
              <a href={deskHref("/organizer/requests", locale)} className="inline-block py-2.5">
                {t("allLink")}
              </a>
            </p>
          </section>
        </div>
        <aside className="grid content-start gap-10">
          <section aria-labelledby="lacks">
            <h2 id="lacks" className="mb-3.5">
              {t("lacks")}
            </h2>
            <Lacks lacks={lacks} seated={seated.length} />
          </section>
          <section aria-labelledby="table">
            <h2 id="table" className="mb-3.5">
              {t("table")}
            </h2>
            <ul>
              {seated.map((claim) => {
                const person = personOf(claim)
                return (
                  person && (
                    <ComposedPerson
                      key={claim.id}
                      person={person.participant}
                      company={claim.company.name}
                      facts={claim}
                      inDoubt={claim.company.doubt !== null}
                      href={deskHref(`/organizer/requests/${person.seatId}`, locale)}
                    />
                  )
                )
              })}
            </ul>
            {seated.length === 0 && <p className="border-t border-line py-3.5 text-soft">{t("tableEmpty")}</p>}
          </section>
        </aside>
      </div>
    </>
  )
}
