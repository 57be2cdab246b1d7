import { notFound } from "next/navigation"
import { csv } from "@/lib/csv"
import { now as presentTime } from "@/lib/clock"
import { keepsPeople } from "@/lib/people/policy"
import { getPersonData, personTable } from "@/lib/people/queries-person-data"
import { openPerson } from "../../../open-person"
import { download } from "../../../../../../../../download"

type Context = { params: Promise<{ id: string; format: string }> }

/** All that is known of somebody, as a file to hand over. The name of the file is nobody's. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { id, format } = await params
  if (format !== "json" && format !== "csv") notFound()
  const { person, locale } = await openPerson(id, { may: keepsPeople, path: `/data/${format}` })
  const data = await getPersonData(person, presentTime())
  const { columns, rows } = personTable(data)
  const delimiter = locale === "de" ? ";" : ","
  const name = `${locale === "de" ? "auskunft" : "personal-data"}.${format}`
  return format === "json"
    ? download(JSON.stringify(data, null, 2), name, "application/json; charset=utf-8")
    : download(csv(columns, rows, { delimiter }), name, "text/csv; charset=utf-8")
}
