import { notFound } from "next/navigation"
import { now as presentTime } from "@/lib/clock"
import { keepsPeople } from "@/lib/people/policy"
import { getPersonData, personTable } from "@/lib/people/queries-person-data"
import { openPerson } from "../../../open-person"
import { download, downloadTable } from "../../../../../../../../download"

type Context = { params: Promise<{ id: string; format: string }> }

/** All that is known of somebody, as a file to hand over. The name of the file is nobody's. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { id, format } = await params
  if (format !== "json" && format !== "csv") notFound()
  const { person, locale } = await openPerson(id, { may: keepsPeople, path: `/data/${format}` })
  const data = await getPersonData(person, presentTime())
  const name = locale === "de" ? "auskunft" : "personal-data"
  if (format === "json")
    return download(JSON.stringify(data, null, 2), `${name}.json`, "application/json; charset=utf-8")
  const { columns, rows } = personTable(data)
  return downloadTable(columns, rows, locale, name)
}
