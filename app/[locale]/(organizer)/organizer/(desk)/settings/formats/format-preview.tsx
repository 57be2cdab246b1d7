"use client"

import { type AbstractIntlMessages, NextIntlClientProvider, useTranslations } from "next-intl"
import { FeeTable } from "@/components/sessions/fee-table"
import { SessionPanel } from "@/components/sessions/session-panel"
import { SessionStory } from "@/components/sessions/session-story"
import { useAnswered } from "@/components/ui/form"
import { Lead } from "@/components/ui/page-header"
import { priceIn } from "@/lib/money"
import type { PublicSession } from "@/lib/sessions/queries"
import type { Locale, SettingsData } from "@/lib/sessions/schema"
import type { Preview } from "./preview"

type Props = {
  /** Of the reader, and what the pages in both languages need. */
  locale: Locale
  messages: Record<Locale, AbstractIntlMessages>
  organizer: SettingsData["organizer"]
  now: Date
}

/**
 * What was typed, as the participant sees it: the components of the public page themselves. They are drawn from the
 * answer to the form, so that it works without scripts and saves nothing.
 */
export function FormatPreview({ locale, messages, organizer, now }: Props) {
  const answered = useAnswered("preview")
  if (!answered?.startsWith("{")) return null
  const preview = JSON.parse(answered) as Preview
  return (
    <div id="preview" className="grid gap-8 border-y border-ink py-6">
      <NextIntlClientProvider locale={locale} messages={messages[locale]}>
        <Amounts {...sessionOf(preview, locale)} now={now} />
      </NextIntlClientProvider>
      {(["de", "en"] as const).map((language) => (
        <details key={language} open={language === locale} className="border-t border-line">
          <NextIntlClientProvider locale={locale} messages={messages[locale]}>
            <Heading language={language} />
          </NextIntlClientProvider>
          <NextIntlClientProvider locale={language} messages={messages[language]} now={now}>
            <div lang={language} className="grid gap-8 py-5">
              <PublicPage session={sessionOf(preview, language)} organizer={organizer} now={now} language={language} />
            </div>
          </NextIntlClientProvider>
        </details>
      ))}
    </div>
  )
}

function Heading({ language }: { language: Locale }) {
  const t = useTranslations("desk.formats")
  return (
    <summary className="flex min-h-12 cursor-pointer items-center font-[560] underline decoration-rule underline-offset-[0.22em]">
      {t(`previewOf.${language}`)}
    </summary>
  )
}

function Amounts({ terms, price, timeZone, startsAt, now }: PublicSession & { now: Date }) {
  const t = useTranslations("desk.formats")
  return (
    <section aria-labelledby="amounts">
      <h2 id="amounts" className="mb-3 text-[1.375rem]">
        {t("amounts")}
      </h2>
      <FeeTable {...{ terms, price, timeZone, startsAt, now }} />
    </section>
  )
}

function PublicPage({
  session,
  organizer,
  now,
  language,
}: {
  session: PublicSession
  organizer: SettingsData["organizer"]
  now: Date
  language: Locale
}) {
  const { texts } = session
  return (
    <>
      <div lang={texts.language} className="grid gap-4">
        <p className="font-serif text-3xl leading-[1.1]">{texts.name}</p>
        <Lead>{texts.lead}</Lead>
      </div>
      <SessionPanel session={session} now={now} />
      <SessionStory
        session={session}
        organizer={organizer}
        confidentialityHref={language === "de" ? "/confidentiality" : "/en/confidentiality"}
        now={now}
      />
    </>
  )
}

/** The format as a date that anybody could book. */
function sessionOf({ format, startsAt, endsAt, timeZone, decideBy }: Preview, language: Locale): PublicSession {
  const { capacity, minimum, placeText } = format
  return {
    ...{ id: "", slug: "", status: "published", language, timeZone, placeText, capacity, minimum },
    ...{ seatsFree: capacity, bookable: true, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
    ...{ updatedAt: new Date(startsAt), pausedUntil: null, decideBy: new Date(decideBy) },
    format: {
      ...{ id: "", slug: "", lengthMinutes: format.lengthMinutes, place: format.place, admission: format.admission },
      ...{ round: format.round, roles: format.roles, decisionTimes: format.decisionTimes, decideNextMinute: false },
    },
    price: priceIn(format),
    payBy: format.payBy,
    terms: format.terms,
    conditions: "",
    texts: format.texts[language],
  }
}
