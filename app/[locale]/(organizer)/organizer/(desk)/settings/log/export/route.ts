import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { sayActivity, sayActor, sayChange, sayChanges, type Teller } from "@/components/desk/say-activity"
import { requireTeam } from "@/lib/auth"
import { allActivities, type LogEntry } from "@/lib/bookings/list-activities"
import { now } from "@/lib/clock"
import { csvStream } from "@/lib/csv"
import { readsLog } from "@/lib/people/policy"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf, localTimeOf } from "@/lib/time-zone"
import { filterOf, readLogChoice } from "../log-choice"
import { csvType, download } from "../../../../../../../download"

type Context = { params: Promise<{ locale: string }> }

/** The chosen part of the log as a table. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { locale } = (await params) as { locale: Locale }
  const viewer = await requireTeam({ may: readsLog, path: "/organizer/settings/log" })
  const { timeZone: zone } = await getSettings()
  const choice = readLogChoice(Object.fromEntries(new URL(request.url).searchParams))
  const [desk, team] = [
    await getTranslations({ locale, namespace: "desk" }),
    await getTranslations({ locale, namespace: "team" }),
  ]
  const columns = (["at", "actor", "what", "changes", "session", "booking", "kind"] as const).map((name) =>
    team(`log.columns.${name}`),
  )
  async function* parts() {
    for await (const entries of allActivities(filterOf(choice, viewer, zone), { locale }))
      yield entries.map((entry) => rowOf(entry, { desk, team, zone, locale }))
  }
  const name = `${locale === "de" ? "protokoll" : "log"}-${localDayOf(now(), zone)}.csv`
  return download(csvStream(columns, parts(), locale), name, csvType)
}

function rowOf(entry: LogEntry, teller: Teller): (string | null)[] {
  const { changes, texts } = sayChanges(entry, teller)
  const lines = changes.map(sayChange)
  const named = texts.length > 0 ? [teller.team("log.texts", { names: texts.join(", ") })] : []
  return [
    localTimeOf(entry.at, teller.zone).replace("T", " "),
    sayActor(entry, teller),
    sayActivity(entry, teller),
    [...lines, ...named].join("; "),
    entry.startsAt && entry.timeZone && localTimeOf(entry.startsAt, entry.timeZone).replace("T", " "),
    entry.reference,
    entry.kind,
  ]
}
