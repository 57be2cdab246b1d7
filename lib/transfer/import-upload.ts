import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { findUpload } from "./queries"
import type { CsvRefusal, Problem } from "./read-csv"
import type { UploadKind } from "@/prisma/generated/client"

export type ImportInput = { requestId: string; uploadId: string; skipBroken: boolean }
export type ImportRefusal = CsvRefusal | "not_found" | "rows_broken" | "request_id_reused"

/**
 * Does what a file that was brought along would do, and forgets the file, in one transaction. A repeated request has the
 * same answer, though its file is gone by then.
 *
 * Refuses a file that is not there (`not_found`), one that cannot be read, and one with a row that is not right
 * (`rows_broken`), unless `skipBroken`: of a refused file nothing is imported.
 */
export async function importUpload<Preview extends { problems: Problem[] }, Done extends { added: number }>(
  kind: UploadKind,
  { requestId, ...payload }: ImportInput,
  by: By,
  {
    look,
    write,
  }: {
    look: (text: string, tx: Tx, now: Date) => Promise<Outcome<Preview, CsvRefusal>>
    write: (tx: Tx, preview: Preview, now: Date) => Promise<Done>
  },
): Promise<Outcome<Done, ImportRefusal>> {
  return transaction(async (tx, now) => {
    // A repetition waits here for the first, and finds its answer instead of the file; another file of the same kind
    // waits as well, and finds what the first has made.
    await lockUploads(tx, kind)
    const request = { verb: `import-${kind}`, requestId, payload, now }
    return once(tx, request, async (): Promise<Outcome<Done, Exclude<ImportRefusal, "request_id_reused">>> => {
      const upload = await findUpload(payload.uploadId, kind, tx)
      if (!upload) return refuse("not_found")
      const preview = await look(upload.text, tx, now)
      if (!preview.ok) return preview
      if (preview.problems.length > 0 && !payload.skipBroken) return refuse("rows_broken")
      const done = await write(tx, preview, now)
      await tx.upload.delete({ where: { id: upload.id } })
      await recordActivity(tx, `${kind}.imported`, { actor: by.actor, detail: done, at: now })
      return { ok: true, ...done }
    })
  }, by)
}

async function lockUploads(tx: Tx, kind: UploadKind): Promise<void> {
  await tx.$queryRaw`SELECT id FROM uploads WHERE kind = ${kind}::upload_kind ORDER BY id FOR UPDATE`
}
