import { type By, recordActivity } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { findUpload } from "./queries"
import { type CsvRefusal, type Problem, readCsv } from "./read-csv"
import { peopleColumns, type PersonRow, personRow } from "./schema-people"

export type PeoplePreview = {
  /** Who would be new, by line. */
  added: { line: number; row: PersonRow }[]
  /** Whose address is known: they stay as they are. */
  known: { line: number; row: PersonRow }[]
  problems: Problem[]
  /** Headings that nobody knows; their columns are left out. */
  unknown: string[]
}

/** What importing this file would do. Nothing is changed. An address that comes twice counts once, with its first line. */
export async function previewPeople(text: string): Promise<Outcome<PeoplePreview, CsvRefusal>> {
  const read = readCsv(text, peopleColumns, personRow)
  if (!read.ok) return read
  const first = new Map<string, (typeof read.rows)[number]>()
  const problems = [...read.problems]
  for (const each of read.rows) {
    const { email } = each.row
    if (first.has(email)) problems.push({ line: each.line, column: "E-Mail", code: "twice", value: email })
    else first.set(email, each)
  }
  const found = await db.participant.findMany({ where: { email: { in: [...first.keys()] } }, select: { email: true } })
  const emails = new Set(found.map(({ email }) => email))
  const rows = [...first.values()]
  return {
    ok: true,
    added: rows.filter(({ row }) => !emails.has(row.email)),
    known: rows.filter(({ row }) => emails.has(row.email)),
    problems: problems.sort((a, b) => a.line - b.line),
    unknown: read.unknown,
  }
}

/**
 * Takes the people of a file into the house. Who is known stays as they are; nobody is mailed, and an imported address
 * counts as unproved until its mailbox is. A file with a row that is not right is refused (`rows_broken`) and nothing of
 * it is imported, unless `skipBroken`.
 */
export async function importPeople(
  input: { requestId: string; uploadId: string; skipBroken: boolean },
  by: By,
): Promise<Outcome<{ added: number }, CsvRefusal | "not_found" | "rows_broken" | "request_id_reused">> {
  const { requestId, ...payload } = input
  const upload = await findUpload(input.uploadId, "people")
  if (!upload) return refuse("not_found")
  const preview = await previewPeople(upload.text)
  if (!preview.ok) return preview
  if (preview.problems.length > 0 && !input.skipBroken) return refuse("rows_broken")
  return transaction(
    (tx, now) =>
      once(tx, { verb: "import-people", requestId, payload, now }, async () => {
        const { count } = await tx.participant.createMany({
          data: preview.added.map(({ row: { company, ...person } }) => ({
            ...person,
            ...{ companyName: company, createdAt: now, updatedAt: now },
          })),
          skipDuplicates: true,
        })
        await tx.upload.deleteMany({ where: { id: upload.id } })
        await recordActivity(tx, "people.imported", { actor: by.actor, detail: { added: count }, at: now })
        return { ok: true, added: count }
      }),
    by,
  )
}
