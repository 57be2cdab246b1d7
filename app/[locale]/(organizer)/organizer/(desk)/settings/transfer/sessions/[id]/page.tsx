import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { DateRemarks } from "@/components/desk/date-remarks"
import type { ImportLine } from "@/components/transfer/import-preview"
import { groupBy } from "@/lib/group-by"
import { listClashes } from "@/lib/sessions/queries-desk"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { type ListedDate, previewSessions } from "@/lib/transfer/queries-sessions"
import { importSessionsAction } from "../../actions"
import { ImportPage } from "../../import-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("transfer.sessions"))("title") }
}

export default async function ImportSessionsPage({ params }: Props) {
  const [t, desk, locale] = [
    await getTranslations("transfer.sessions"),
    await getTranslations("desk"),
    await getLocale(),
  ]
  const toLine = ({ line, startsAt, endsAt, input, format, hostName }: ListedDate): ImportLine => {
    const { timeZone, minimum, capacity, language, placeText } = input
    const details = [
      formatTimeRange(startsAt, endsAt, timeZone, locale),
      desk("session.sizeText", { minimum, capacity }),
      ...[desk(`languages.${language}`), placeText, hostName],
    ]
    return {
      line,
      text: `${formatDate(startsAt, timeZone, locale)}, ${format.texts[locale].shortName}`,
      detail: details.filter(Boolean).join(" · "),
    }
  }
  return (
    <ImportPage
      kind="sessions"
      id={(await params).id}
      look={previewSessions}
      action={importSessionsAction}
      groups={async ({ added, known, overlaps }) => {
        const clashes = await listClashes(
          added.map((date) => ({ ...date, key: String(date.line) })),
          locale,
        )
        const clashesOf = groupBy(clashes, ({ key }) => key)
        const toNew = (date: ListedDate): ImportLine => {
          const other = overlaps.get(date.line)
          const here = clashesOf.get(String(date.line)) ?? []
          return {
            ...toLine(date),
            remark: (
              <>
                <DateRemarks notes={date} clashes={here} startsAt={date.startsAt} zone={date.input.timeZone} />
                {other && <span className="block text-mark">{t("overlaps", { line: other })}</span>}
              </>
            ),
          }
        }
        const [open, drafts] = [added.filter(({ publish }) => publish), added.filter(({ publish }) => !publish)]
        return [
          { title: t("published", { count: open.length }), rows: open.map(toNew) },
          { title: t("drafts", { count: drafts.length }), rows: drafts.map(toNew) },
          { title: t("known", { count: known.length }), rows: known.map(toLine) },
        ]
      }}
    />
  )
}
