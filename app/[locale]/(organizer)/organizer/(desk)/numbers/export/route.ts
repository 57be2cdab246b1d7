import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import type { Cell } from "@/lib/csv"
import { listSessionNumbers, type NumbersScope, readNumbers } from "@/lib/numbers/queries"
import { medianOf, percentOf } from "@/lib/numbers/rules"
import { localTimeOf } from "@/lib/time-zone"
import { openNumbers } from "../choice"
import { downloadTable } from "../../../../../../download"

type Table = { columns: string[]; rows: Cell[][] }
type Context = { params: Promise<{ locale: string }> }

/** The numbers of the page as a table, or with `what=sessions` each session with its counts; nobody's name is in it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const locale = (await params).locale as Locale
  const search = Object.fromEntries(new URL(request.url).searchParams)
  const { scope, now } = await openNumbers(search)
  const t = await getTranslations({ locale, namespace: "numbers.csv" })
  const sessions = search.what === "sessions"
  const table = sessions ? await sessionTable(scope, now, locale) : await numberTable(scope, now, locale)
  return downloadTable(table.columns, table.rows, locale, t(sessions ? "fileSessions" : "fileNumbers"))
}

async function numberTable(scope: NumbersScope, now: Date, locale: Locale): Promise<Table> {
  const t = await getTranslations({ locale, namespace: "numbers" })
  const numbers = Object.values(await readNumbers(scope, now))
  const decimal = (value: number | null) =>
    value === null ? null : value.toLocaleString(locale, { maximumFractionDigits: 1, useGrouping: false })
  return {
    columns: (["name", "part", "whole", "percent", "median", "unit", "formula"] as const).map((column) =>
      t(`csv.${column}`),
    ),
    rows: numbers.map((number) => {
      const share = number.unit === "share"
      return [
        ...[t(`names.${number.name}`), share ? number.part : null, number.whole, share ? percentOf(number) : null],
        ...[decimal(medianOf(number)), t(`csv.units.${number.unit}`)],
        t(`formulas.${number.name}`, number.values as { hours: number }),
      ]
    }),
  }
}

async function sessionTable(scope: NumbersScope, now: Date, locale: Locale): Promise<Table> {
  const t = await getTranslations({ locale, namespace: "numbers" })
  const columns = ["capacity", "confirmed", "attended", "excused", "absent"] as const
  const sessions = await listSessionNumbers(scope, null, now)
  return {
    columns: [t("csv.begins"), ...columns.map((column) => t(`fillChart.${column}`))],
    rows: sessions.map((session) => [
      localTimeOf(session.startsAt, session.timeZone).replace("T", " "),
      ...columns.map((column) => session[column]),
    ]),
  }
}
