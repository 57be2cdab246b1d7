import type { Locale } from "next-intl"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { sessionScope } from "@/lib/people/policy"
import { listSessions } from "@/lib/sessions/queries"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { tableOf } from "@/lib/transfer/queries-house"
import { headingsOf } from "@/lib/transfer/read-csv"
import { sessionColumns } from "@/lib/transfer/schema-sessions"
import { filterOf, readListChoice } from "../list-choice"
import { downloadTable, mostRows } from "../../../../../../download"

type Context = { params: Promise<{ locale: string }> }

/** The chosen sessions as a table that can be imported again. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { locale } = (await params) as { locale: Locale }
  const viewer = await requireTeam({ path: "/organizer/sessions" })
  const choice = readListChoice(Object.fromEntries(new URL(request.url).searchParams))
  const [now, { timeZone }] = [presentTime(), await getSettings()]
  const wanted = { ...sessionScope(viewer), ...filterOf(choice), show: choice.show, limit: mostRows }
  const rows = await tableOf(await listSessions(locale, wanted, now), locale)
  const name = `${locale === "de" ? "termine" : "sessions"}-${localDayOf(now, timeZone)}`
  return downloadTable(headingsOf(sessionColumns, locale), rows, locale, name)
}
