import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { Contact } from "@/components/desk/contact"
import { ActionForm, TickField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { keepsPeople } from "@/lib/people/policy"
import { type Collision, previewMerge } from "@/lib/people/queries-duplicates"
import { findPerson, type Person } from "@/lib/people/queries-people"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../../../../desk-session"
import { mergePeopleAction } from "../../../actions"
import { openPerson } from "../../../open-person"
import { PersonFormPage } from "../../../person-form-page"

type Props = { params: Promise<{ id: string; otherId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.merge"))("title") }
}

/** Who stays, who becomes part of whom, and what goes where; nothing is done yet. */
export default async function MergePreviewPage({ params }: Props) {
  const { id, otherId } = await params
  const { person: kept, locale } = await openPerson(id, { may: keepsPeople, path: `/merge/${otherId}` })
  const absorbed = (await findPerson(otherId)) ?? notFound()
  if (kept.id === absorbed.id || kept.kind !== "participant" || absorbed.kind !== "participant") notFound()
  const t = await getTranslations("people")
  const { moved, collisions } = await previewMerge({ keptId: kept.id, absorbedId: absorbed.id })
  return (
    <PersonFormPage person={kept} title={t("merge.previewTitle")} lead={t("merge.previewLead")}>
      <div className="grid max-w-[60em] gap-x-12 gap-y-8 sm:grid-cols-2">
        <Half label={t("merge.kept")} person={kept} />
        <Half label={t("merge.absorbed")} person={absorbed} />
      </div>
      <p className="mt-2">
        <a
          href={deskHref(`/organizer/people/${absorbed.id}/merge/${kept.id}`, locale)}
          className="inline-flex min-h-11 items-center"
        >
          {t("merge.swap")}
        </a>
      </p>
      {collisions.length > 0 ? (
        <div className="mt-8">
          <Collisions collisions={collisions} locale={locale} />
        </div>
      ) : (
        <>
          <section aria-labelledby="moves" className="mt-8 max-w-[44em]">
            <h2 id="moves" className="mb-3.5">
              {t("merge.moves")}
            </h2>
            <ul>
              {[
                t("merge.moved", moved),
                t("merge.addresses", { count: moved.addresses, email: absorbed.email }),
                t("merge.stays", { name: kept.name }),
              ].map((line) => (
                <li key={line} className="border-t border-line py-3 wrap-anywhere">
                  {line}
                </li>
              ))}
            </ul>
          </section>
          <ActionForm id="merge" action={mergePeopleAction} className="mt-6 grid max-w-[34em] gap-5">
            <input type="hidden" name="keptId" value={kept.id} />
            <input type="hidden" name="absorbedId" value={absorbed.id} />
            <TickField name="samePerson">{t("merge.sure")}</TickField>
            <div>
              <SubmitButton pendingLabel={t("pending")}>{t("merge.submit")}</SubmitButton>
            </div>
          </ActionForm>
        </>
      )}
    </PersonFormPage>
  )
}

async function Half({ label, person }: { label: string; person: Person }) {
  const [t, roles] = [await getTranslations("people.facts"), await getTranslations("booking.roles")]
  return (
    <section aria-label={label} className="border-t border-ink pt-3">
      <p className="text-sm text-soft">{label}</p>
      <h2 className="mb-3 text-xl">{person.name}</h2>
      <KeyValue
        items={[
          { label: t("company"), value: person.company },
          { label: t("role"), value: person.role && roles(person.role) },
          { label: t("contact"), value: <Contact email={person.email} phone={person.phone ?? undefined} /> },
        ]}
      />
    </section>
  )
}

async function Collisions({ collisions, locale }: { collisions: Collision[]; locale: "de" | "en" }) {
  const t = await getTranslations("people.merge")
  return (
    <Notice tone="mark" title={t("refused")}>
      <p className="text-soft">{t("refusedText")}</p>
      <ul className="mt-2">
        {collisions.map(({ sessionId, startsAt, timeZone, why }) => (
          <li key={sessionId}>
            <a href={deskHref(`/organizer/sessions/${sessionId}`, locale)} className="inline-block py-2">
              {formatDate(startsAt, timeZone, locale)}
            </a>{" "}
            <span className="text-soft">{t(`why.${why}`)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
