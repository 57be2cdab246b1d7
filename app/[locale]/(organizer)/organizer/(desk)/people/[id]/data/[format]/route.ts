import { notFound } from "next/navigation"
import { csv } from "@/lib/csv"
import { now as presentTime } from "@/lib/clock"
import { keepsPeople } from "@/lib/people/policy"
import { getPersonData, personTable } from "@/lib/people/queries-person-data"
import { openPerson } from "../../../open-person"

type Context = { params: Promise<{ id: string; format: string }> }

/** All that is known of somebody, as a file to hand over. The name of the file is nobody's. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { id, format } = await params
  if (format !== "json" && format !== "csv") notFound()
  const { person, locale } = await openPerson(id, { may: keepsPeople, path: `/data/${format}` })
  const data = await getPersonData(person, presentTime())
  const { columns, rows } = personTable(data)
  const delimiter = locale === "de" ? ";" : ","
  return new Response(format === "json" ? JSON.stringify(data, null, 2) : csv(columns, rows, { delimiter }), {
    headers: {
      "Content-Type": format === "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${locale === "de" ? "auskunft" : "personal-data"}.${format}"`,
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  })
}
