import type { Locale } from "next-intl"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { csvStream } from "@/lib/csv"
import { sessionScope } from "@/lib/people/policy"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { sessionTable } from "@/lib/transfer/queries-house"
import { headingsOf } from "@/lib/transfer/read-csv"
import { sessionColumns } from "@/lib/transfer/schema-sessions"
import { filterOf, readListChoice } from "../list-choice"
import { csvType, download } from "../../../../../../download"

type Context = { params: Promise<{ locale: string }> }

/** The chosen sessions as a table that can be imported again. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { locale } = (await params) as { locale: Locale }
  const viewer = await requireTeam({ path: "/organizer/sessions" })
  const choice = readListChoice(Object.fromEntries(new URL(request.url).searchParams))
  const [now, { timeZone }] = [presentTime(), await getSettings()]
  const wanted = { ...sessionScope(viewer), ...filterOf(choice), show: choice.show }
  const name = `${locale === "de" ? "termine" : "sessions"}-${localDayOf(now, timeZone)}.csv`
  const table = csvStream(headingsOf(sessionColumns, locale), sessionTable(wanted, { locale, now }), locale)
  return download(table, name, csvType)
}
