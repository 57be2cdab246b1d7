import type { Locale } from "next-intl"
import { notFound } from "next/navigation"
import { requireTeam } from "@/lib/auth"
import { now } from "@/lib/clock"
import { runsHouse } from "@/lib/people/policy"
import { exampleTable } from "@/lib/transfer/queries-house"
import { headingsOf } from "@/lib/transfer/read-csv"
import { peopleColumns } from "@/lib/transfer/schema-people"
import { sessionColumns } from "@/lib/transfer/schema-sessions"
import { downloadTable } from "../../../../../../../../download"

type Context = { params: Promise<{ locale: string; kind: string }> }

/** A list to fill in: its headings, and for sessions an example of each format. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, kind } = (await params) as { locale: Locale; kind: string }
  await requireTeam({ may: runsHouse, path: "/organizer/settings/transfer" })
  const german = locale === "de"
  if (kind === "people")
    return downloadTable(headingsOf(peopleColumns, locale), [], locale, german ? "personen" : "people")
  if (kind !== "sessions") notFound()
  const examples = await exampleTable(locale, now())
  return downloadTable(headingsOf(sessionColumns, locale), examples, locale, german ? "termine" : "sessions")
}
