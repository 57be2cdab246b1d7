import { useLocale, useTranslations } from "next-intl"
import { Paragraphs } from "@/components/ui/paragraphs"
import { Prose, Quote } from "@/components/ui/prose"
import type { PublicSession } from "@/lib/sessions/queries"
import type { SettingsData } from "@/lib/sessions/schema"

import { TermsText } from "./terms-text"

/** Who it is for and who not, what happens, what stays in the room, what if not, and with whom. */
export function SessionStory({
  session,
  organizer,
  confidentialityHref,
  now,
}: {
  session: PublicSession
  organizer: SettingsData["organizer"]
  confidentialityHref: string
  now: Date
}) {
  const t = useTranslations("sessions.page")
  const locale = useLocale()
  const { texts, format } = session
  return (
    <Prose>
      {texts.quote && <Quote>{quoted(texts.quote, locale)}</Quote>}
      <h2>{t("forWhom")}</h2>
      <Paragraphs text={texts.forWhom} />
      <h3>{t("notForWhom")}</h3>
      <Paragraphs text={texts.notForWhom} />
      <h2>{format.lengthMinutes < 180 ? t("agenda", { minutes: format.lengthMinutes }) : t("agendaLong")}</h2>
      <ol>
        {texts.agenda.map(({ text, minutes }) => (
          <li key={text} className="flex justify-between gap-6">
            {text}
            {minutes && <span className="shrink-0 text-soft">{t("agendaMinutes", { minutes })}</span>}
          </li>
        ))}
      </ol>
      <h2>{t("room")}</h2>
      <p>
        {t("roomText")} <a href={confidentialityHref}>{t("roomLink")}</a>.
      </p>
      <h2>{t("terms")}</h2>
      <p>
        {t("termsText")} <TermsText {...session} now={now} />
      </p>
      <h2>{t("organizer")}</h2>
      <p className="mb-1! font-serif text-lg">{organizer.name}</p>
      <p className="text-[0.9375rem] text-soft">{organizer.role[locale]}</p>
      <Paragraphs text={organizer.about[locale]} />
    </Prose>
  )
}

const quoted = (text: string, locale: "de" | "en") => (locale === "de" ? `„${text}“` : `“${text}”`)
