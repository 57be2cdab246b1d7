import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { findMailText } from "@/lib/notifications/queries-texts"
import {
  type EditableKind,
  editableKinds,
  hasReader,
  type Reader,
  readers,
  variablesOf,
} from "@/lib/notifications/rules-texts"
import { findSampleAppointment } from "@/lib/notifications/sample-appointment"
import { sampleMail } from "@/lib/notifications/sample-mail"
import { runsSessions } from "@/lib/people/policy"
import { findFormat } from "@/lib/sessions/queries"
import { type Locale, locales } from "@/lib/sessions/schema"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { deskHref } from "../../../../../../desk-session"
import { DoneNotice } from "../../../../../../done-notice"
import { saveMailTextAction } from "./actions"
import { TextFields } from "./text-fields"

type Props = {
  params: Promise<{ id: string; kind: string }>
  searchParams: Promise<{ reader?: string | string[]; done?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailing.texts"))("title") }
}

/** One mail of a format to one reader, in both languages, and how it reads. */
export default async function TextPage({ params, searchParams }: Props) {
  const [{ id, kind: asked }, search] = [await params, await searchParams]
  await requireTeam({ may: runsSessions, path: `/organizer/settings/formats/${id}/texts/${asked}` })
  const kind = editableKinds.find((each) => each === asked) ?? notFound()
  const reader = readers.find((each) => each === search.reader) ?? "participant"
  if (!hasReader(kind, reader)) notFound()
  const [t, desk, locale, format] = [
    await getTranslations("mailing.texts"),
    await getTranslations("desk"),
    await getLocale(),
    (await findFormat(id)) ?? notFound(),
  ]
  const own = await findMailText(id, kind, reader)
  const texts = await Promise.all(locales.map((language) => readLanguage(id, kind, reader, language, own)))
  const home = `/organizer/settings/formats`
  return (
    <>
      <DoneNotice done={search.done} />
      <Breadcrumb
        label={desk("session.breadcrumb")}
        steps={[
          { href: deskHref(home, locale), label: desk("formats.title") },
          { href: deskHref(`${home}/${id}`, locale), label: format.texts[locale].shortName },
          { href: deskHref(`${home}/${id}/texts`, locale), label: t("title") },
        ]}
        here={t(`kinds.${kind}`)}
      />
      <h1 className="mt-4 mb-3 text-3xl">{t(`kinds.${kind}`)}</h1>
      <p className="mb-8 max-w-[34em] text-soft">
        {t(`readers.${reader}`)}. {t("subjectDates")}
      </p>
      <Placeholders kind={kind} />
      <ActionForm id="text" action={saveMailTextAction} className="grid gap-8">
        {/* What Enter presses: the first button of a form, which must not be one that takes words away. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
        <input type="hidden" name="formatId" value={id} />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="reader" value={reader} />
        <div className="grid gap-x-12 gap-y-10 lg:grid-cols-2">
          {texts.map(({ standard, ...each }) => (
            <TextFields
              key={each.language}
              {...each}
              words={{
                ...{ language: t(`languages.${each.language}`), subject: t("subject"), opening: t("opening") },
                ...{ subjectHint: t("subjectHint", { text: standard.subject }), openingHint: t("openingHint") },
                ...{ reset: t("reset"), saving: t("saving") },
              }}
            />
          ))}
        </div>
        <p className="text-sm text-soft">
          {t("sample")} {t("log")}
        </p>
        <div className="flex flex-wrap gap-4">
          <SubmitButton pendingLabel={t("saving")}>{t("save")}</SubmitButton>
          <SubmitButton name="preview" value="1" variant="outline" pendingLabel={t("previewing")}>
            {t("preview")}
          </SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}

async function readLanguage(
  formatId: string,
  kind: EditableKind,
  reader: Reader,
  language: Locale,
  texts: Awaited<ReturnType<typeof findMailText>>,
) {
  const appointment = (await findSampleAppointment(formatId, language, presentTime())) ?? notFound()
  const { subject = null, opening = null } = texts[language] ?? {}
  const about = { reader, locale: language, appointment }
  return {
    ...{ language, own: { subject, opening } },
    standard: await sampleMail(kind, { ...about, ownText: null }),
    shown: await sampleMail(kind, { ...about, ownText: { subject, opening } }),
  }
}

/** What can stand in the texts, and what it becomes. */
async function Placeholders({ kind }: { kind: EditableKind }) {
  const t = await getTranslations("mailing.texts")
  const inSubject = variablesOf(kind, "subject")
  return (
    <section aria-labelledby="placeholders" className="mb-10">
      <h2 id="placeholders" className="mb-1.5">
        {t("variables")}
      </h2>
      <p className="mb-3 max-w-[34em] text-[0.9375rem] text-soft">{t("variablesHint")}</p>
      <dl className="grid max-w-[54em] gap-x-8 sm:grid-cols-2">
        {variablesOf(kind, "opening").map((name) => (
          <div key={name} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-2">
            <dt>
              <code>{`{${name}}`}</code>
            </dt>
            <dd className="text-[0.9375rem] text-soft">
              {t(`names.${name}`)}
              {inSubject.includes(name) && `, ${t("inSubject")}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
