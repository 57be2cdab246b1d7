"use client"

import { useTranslations } from "next-intl"
import { TextAreaField, TextField, useAnswered, useField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Locale } from "@/lib/sessions/schema"

type Texts = { subject: string | null; opening: string | null }

/** One language of a mail: its two texts, with the way back of each, and how it reads. */
export function TextFields({
  language,
  own,
  standard,
  shown,
}: {
  language: Locale
  own: Texts
  standard: { subject: string }
  shown: { subject: string; text: string }
}) {
  const t = useTranslations("mailing.texts")
  const [subject, text] = [
    useAnswered(`shown.${language}.subject`) ?? shown.subject,
    useAnswered(`shown.${language}.text`) ?? shown.text,
  ]
  return (
    <section aria-labelledby={`in-${language}`} className="grid content-start gap-5">
      <h2 id={`in-${language}`}>{t(`languages.${language}`)}</h2>
      <div className="grid gap-1">
        <TextField
          name={`${language}.subject`}
          label={t("subject")}
          hint={t("subjectHint", { text: standard.subject })}
          defaultValue={own.subject}
          lang={language}
        />
        <Reset name={`${language}.subject`} language={language} part="subject" own={own.subject} />
      </div>
      <div className="grid gap-1">
        <TextAreaField
          name={`${language}.opening`}
          label={t("opening")}
          hint={t("openingHint")}
          defaultValue={own.opening}
          lang={language}
          rows={6}
        />
        <Reset name={`${language}.opening`} language={language} part="opening" own={own.opening} />
      </div>
      <div lang={language} className="border-y border-line py-5">
        <p className="font-serif text-lg">{subject}</p>
        <div className="mt-4 text-[0.9375rem] [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</div>
      </div>
    </section>
  )
}

/** Only where there are own words to take away. */
function Reset(props: { name: string; language: Locale; part: "subject" | "opening"; own: string | null }) {
  const { name, language, part, own } = props
  const t = useTranslations("mailing.texts")
  const { value } = useField(name, own)
  if (!own && !value) return null
  return (
    <div>
      <SubmitButton name="reset" value={name} variant="quiet" size="small" pendingLabel={t("saving")}>
        {t("reset")}
        <span className="sr-only">
          : {t(part)}, {t(`languages.${language}`)}
        </span>
      </SubmitButton>
    </div>
  )
}
