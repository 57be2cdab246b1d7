import type { By } from "@/lib/activity"
import { db, type Tx } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { type ImportInput, type ImportRefusal, importUpload } from "./import-upload"
import { type CsvRefusal, type Preview, readCsv } from "./read-csv"
import { mostPeople } from "./rules"
import { peopleColumns, type PersonRow, personRow } from "./schema-people"

type PeoplePreview = Preview<{ line: number; row: PersonRow }>

/** What importing this file would do. Nothing is changed. An address that comes twice counts once, with its first line. */
export async function previewPeople(text: string, tx: Tx = db): Promise<Outcome<PeoplePreview, CsvRefusal>> {
  const read = readCsv(text, peopleColumns, personRow, mostPeople)
  if (!read.ok) return read
  const first = new Map<string, (typeof read.rows)[number]>()
  const problems = [...read.problems]
  for (const each of read.rows) {
    const { email } = each.row
    if (first.has(email)) problems.push(read.fault(each, "email", "twice"))
    else first.set(email, each)
  }
  const found = await tx.participant.findMany({ where: { email: { in: [...first.keys()] } }, select: { email: true } })
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
 * counts as unproved until its mailbox is. Refuses what `importUpload` does.
 */
export const importPeople = (input: ImportInput, by: By): Promise<Outcome<{ added: number }, ImportRefusal>> =>
  importUpload("people", input, by, {
    look: previewPeople,
    write: async (tx, { added }: PeoplePreview, now) => {
      const { count } = await tx.participant.createMany({
        data: added.map(({ row: { company, ...person } }) => ({
          ...person,
          ...{ companyName: company, createdAt: now, updatedAt: now },
        })),
        skipDuplicates: true,
      })
      return { added: count }
    },
  })
