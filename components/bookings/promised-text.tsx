import { useLocale, useTranslations } from "next-intl"
import { Agenda } from "@/components/sessions/agenda"
import { Paragraphs } from "@/components/ui/paragraphs"
import { Prose } from "@/components/ui/prose"
import type { Promised } from "@/lib/bookings/queries-promise"
import { formatDate } from "@/lib/time-zone"

/** The session as it was described when the seat was taken; open by itself where the public page says otherwise now. */
export function PromisedText({ promise, timeZone }: { promise: Promised; timeZone: string }) {
  const [t, page, locale] = [useTranslations("manage.promise"), useTranslations("sessions.page"), useLocale()]
  const { texts, changed, at } = promise
  return (
    <details open={changed} className="border-t border-line">
      <summary className="flex min-h-12 cursor-pointer items-center font-[540] underline decoration-rule underline-offset-[0.22em]">
        {t("title")}
      </summary>
      <p className="mb-5 max-w-[34em] text-soft">
        {changed ? t("since", { date: formatDate(at, timeZone, locale) }) : t("kept")}
      </p>
      <div lang={texts.language}>
        <Prose className="pb-6">
          <p className="font-serif text-lg">{texts.name}</p>
          <p>{texts.lead}</p>
          <h3 lang={locale}>{page("forWhom")}</h3>
          <Paragraphs text={texts.forWhom} />
          <h3 lang={locale}>{page("notForWhom")}</h3>
          <Paragraphs text={texts.notForWhom} />
          {texts.agenda.length > 0 && (
            <>
              <h3 lang={locale}>{page("agendaLong")}</h3>
              <Agenda points={texts.agenda} />
            </>
          )}
        </Prose>
      </div>
    </details>
  )
}
