import { useLocale, useTranslations } from "next-intl"
import { Paragraphs } from "@/components/ui/paragraphs"
import { Prose, Quote } from "@/components/ui/prose"
import type { Picture } from "@/lib/round/rules-picture"
import type { PublicSession } from "@/lib/sessions/queries"
import type { SettingsData } from "@/lib/sessions/schema"
import { Agenda } from "./agenda"
import { PictureText } from "./picture-text"
import { TermsText } from "./terms-text"

/** Who it is for and who not, what happens, what stays in the room, what if not, and with whom. */
export function SessionStory({
  session,
  organizer,
  confidentialityHref,
  now,
  picture,
}: {
  session: PublicSession
  organizer: SettingsData["organizer"]
  confidentialityHref: string
  now: Date
  /** Of a closed round, where there is one. */
  picture?: Picture | null
}) {
  const t = useTranslations("sessions.page")
  const locale = useLocale()
  const { texts, format } = session
  return (
    <Prose>
      {texts.language && <p className="text-soft">{t("germanOnly")}</p>}
      {texts.quote && (
        <div lang={texts.language}>
          <Quote>{quoted(texts.quote, texts.language ?? locale)}</Quote>
        </div>
      )}
      <h2>{t("forWhom")}</h2>
      <div lang={texts.language}>
        <Paragraphs text={texts.forWhom} />
      </div>
      <h3>{t("notForWhom")}</h3>
      <div lang={texts.language}>
        <Paragraphs text={texts.notForWhom} />
      </div>
      {texts.agenda.length > 0 && (
        <>
          <h2>{format.lengthMinutes < 180 ? t("agenda", { minutes: format.lengthMinutes }) : t("agendaLong")}</h2>
          <div lang={texts.language}>
            <Agenda points={texts.agenda} />
          </div>
        </>
      )}
      {format.round === "closed" && (
        <>
          <h2>{t("round.title")}</h2>
          {picture && (
            <p>
              {t("round.picture")}{" "}
              <b className="font-[560]">
                <PictureText picture={picture} />
              </b>
              .
            </p>
          )}
          <p>{t("round.text")}</p>
        </>
      )}
      <h2>{t("room")}</h2>
      <p>
        {t(format.round === "closed" ? "roomTextClosed" : "roomText")} <a href={confidentialityHref}>{t("roomLink")}</a>
        .
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
