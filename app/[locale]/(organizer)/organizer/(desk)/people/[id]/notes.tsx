import { randomUUID } from "node:crypto"
import { type Locale, useTranslations } from "next-intl"
import { ActionForm, TextAreaField } from "@/components/ui/form"
import { Paragraphs } from "@/components/ui/paragraphs"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Note } from "@/lib/people/queries-people"
import { formatDateTime } from "@/lib/time-zone"
import { addNoteAction, removeNoteAction } from "../actions"

type Props = { personId: string; notes: Note[]; zone: string; locale: Locale }

/** What the team has written down about somebody, each with who and when. */
export function Notes({ personId, notes, zone, locale }: Props) {
  const t = useTranslations("people.notes")
  const pending = useTranslations("people")("pending")
  return (
    <section aria-labelledby="notes">
      <h2 id="notes" className="mb-1">
        {t("title")}
      </h2>
      <p className="mb-3.5 max-w-[34em] text-[0.9375rem] text-soft">{t("lead")}</p>
      <ul>
        {notes.map(({ id, text, authorName, createdAt }) => {
          const date = formatDateTime(createdAt, zone, locale)
          return (
            <li key={id} className="grid gap-x-6 border-t border-line py-3.5 sm:grid-cols-[1fr_auto]">
              <div>
                <div className="grid max-w-[34em] gap-2 wrap-anywhere">
                  <Paragraphs text={text} />
                </div>
                <p className="mt-1 text-sm text-soft">
                  {authorName ?? t("somebody")}, {date}
                </p>
              </div>
              <ActionForm
                id={`remove-${id}`}
                action={removeNoteAction}
                className="grid content-start justify-items-start gap-3"
              >
                <input type="hidden" name="noteId" value={id} />
                <SubmitButton
                  variant="quiet"
                  size="small"
                  pendingLabel={pending}
                  aria-label={t("removeLabel", { date })}
                >
                  {t("remove")}
                </SubmitButton>
              </ActionForm>
            </li>
          )
        })}
      </ul>
      {notes.length === 0 && <p className="border-t border-line py-3.5 text-soft">{t("empty")}</p>}
      <div className="border-t border-line pt-5">
        <ActionForm id="note" action={addNoteAction}>
          <input type="hidden" name="personId" value={personId} />
          <input type="hidden" name="requestId" value={randomUUID()} />
          <TextAreaField name="text" label={t("text")} required maxLength={4000} />
          <div>
            <SubmitButton variant="outline" pendingLabel={pending}>
              {t("add")}
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </section>
  )
}
