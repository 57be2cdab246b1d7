import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { Contact } from "@/components/desk/contact"
import { SessionDate } from "@/components/desk/session-date"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { Panel } from "@/components/ui/panel"
import { Paragraphs } from "@/components/ui/paragraphs"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { findSessionPerson } from "@/lib/bookings/queries"
import { runsSessions } from "@/lib/people/policy"
import { fullName } from "@/lib/people/rules"
import { findObjection } from "@/lib/round/queries-objections"
import { findDeskSession } from "@/lib/sessions/queries"
import { formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { SessionCrumb } from "../../sessions/session-crumb"
import { settleObjectionAction } from "../actions"

type Props = { params: Promise<{ seatId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cards.desk"))("title") }
}

/** "Not with this round": whose, what was said, and that it is settled. For who runs sessions; a host sees nothing of it. */
export default async function ObjectionPage({ params }: Props) {
  const { seatId } = await params
  await requireTeam({ path: `/organizer/objections/${seatId}`, may: runsSessions })
  const [t, locale] = [await getTranslations("cards.desk"), await getLocale()]
  const objection = (await findObjection(seatId)) ?? notFound()
  const person = (await findSessionPerson(seatId)) ?? notFound()
  const session = (await findDeskSession(person.sessionId, locale)) ?? notFound()
  const { text, objectedAt, settledAt } = objection
  const when = (at: Date) => formatDateTime(at, session.timeZone, locale)
  const { email, phone, company } = person.participant
  return (
    <>
      <SessionCrumb session={session} here={t("crumb")} />
      <div className="mt-4 mb-8">
        <PageHeader size="small" eyebrow={t("title")} title={fullName(person.participant)} lead={company} />
      </div>
      <div className="grid gap-x-16 gap-y-10 lg:grid-cols-[1fr_24rem]">
        <div className="grid content-start gap-7">
          <section aria-labelledby="said" className="grid gap-2">
            <h2 id="said" className="text-xl">
              {t("said")}
            </h2>
            {text ? <Paragraphs text={text} /> : <p className="text-soft">{t("nothing")}</p>}
          </section>
          <KeyValue
            items={[
              { label: t("raised"), value: when(objectedAt) },
              { label: t("contact"), value: <Contact email={email} phone={phone} /> },
            ]}
          />
          <p className="text-[0.9375rem] text-soft">{t("lead")}</p>
        </div>
        <Panel label={t("title")}>
          <p className="font-serif text-lg">
            <SessionDate session={session} />
          </p>
          <p className="text-sm">{t("advice")}</p>
          <p>
            <a href={deskHref(`/organizer/requests/${seatId}`, locale)} className="inline-block py-2.5">
              {t("seat")}
            </a>
          </p>
          {settledAt ? (
            <p className="text-sm text-soft">{t("settled", { when: when(settledAt) })}</p>
          ) : (
            <ActionForm id="settle" action={settleObjectionAction}>
              <HiddenField name="seatId" value={seatId} />
              <div>
                <SubmitButton pendingLabel={t("settling")}>{t("settle")}</SubmitButton>
              </div>
            </ActionForm>
          )}
        </Panel>
      </div>
    </>
  )
}
