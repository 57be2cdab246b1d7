"use client"

import { TextAreaField, TextField, useAnswered, useField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Locale } from "@/lib/sessions/schema"

export type TextWords = Record<
  "language" | "subject" | "opening" | "subjectHint" | "openingHint" | "reset" | "saving",
  string
>
type Texts = { subject: string | null; opening: string | null }

/** One language of a mail: its two texts, with the way back of each, and how it reads. */
export function TextFields({
  language,
  own,
  shown,
  words,
}: {
  language: Locale
  own: Texts
  shown: { subject: string; text: string }
  words: TextWords
}) {
  const [subject, text] = [
    useAnswered(`shown.${language}.subject`) ?? shown.subject,
    useAnswered(`shown.${language}.text`) ?? shown.text,
  ]
  return (
    <section aria-labelledby={`in-${language}`} className="grid content-start gap-5">
      <h2 id={`in-${language}`}>{words.language}</h2>
      <div className="grid gap-1">
        <TextField
          name={`${language}.subject`}
          label={words.subject}
          hint={words.subjectHint}
          defaultValue={own.subject}
          lang={language}
        />
        <Reset name={`${language}.subject`} field={words.subject} own={own.subject} words={words} />
      </div>
      <div className="grid gap-1">
        <TextAreaField
          name={`${language}.opening`}
          label={words.opening}
          hint={words.openingHint}
          defaultValue={own.opening}
          lang={language}
          rows={6}
        />
        <Reset name={`${language}.opening`} field={words.opening} own={own.opening} words={words} />
      </div>
      <div lang={language} className="border-y border-line py-5">
        <p className="font-serif text-lg">{subject}</p>
        <div className="mt-4 text-[0.9375rem] [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</div>
      </div>
    </section>
  )
}

/** Only where there are own words to take away. */
function Reset({ name, field, own, words }: { name: string; field: string; own: string | null; words: TextWords }) {
  const { value } = useField(name, own)
  if (!own && !value) return null
  // Not "reset": the form would not have its own function of that name any more.
  return (
    <div>
      <SubmitButton name="standard" value={name} variant="quiet" size="small" pendingLabel={words.saving}>
        {words.reset}
        <span className="sr-only">
          : {field}, {words.language}
        </span>
      </SubmitButton>
    </div>
  )
}
