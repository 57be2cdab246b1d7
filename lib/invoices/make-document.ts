import { createHash } from "node:crypto"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { readContent } from "./queries"
import type { InvoiceContent } from "./schema"

/**
 * Makes the files of a document and keeps them, once: whoever comes second finds them there. Safe to run again after a
 * crash at any point, since the same content is the same bytes.
 */
export async function makeDocument({ invoiceId }: { invoiceId: string }, now = presentTime()): Promise<void> {
  if (await db.invoiceDocument.findUnique({ where: { invoiceId }, select: { invoiceId: true } })) return
  const content = await readContent(db, invoiceId)
  if (!content) return
  const { pdf, xml } = await filesOf(content)
  const hashes = { pdfSha256: sha256(pdf), xmlSha256: sha256(xml) }
  await db.invoiceDocument.createMany({ data: [{ invoiceId, pdf, xml, ...hashes, madeAt: now }], skipDuplicates: true })
}

/** The bytes of a document, the same at any time. */
export async function filesOf(
  content: InvoiceContent,
): Promise<{ pdf: Uint8Array<ArrayBuffer>; xml: Uint8Array<ArrayBuffer> }> {
  // Loaded by the worker that needs them, not by every page that shows an invoice.
  const [{ xmlOf }, { pdfOf }] = await Promise.all([import("./xml"), import("./pdf")])
  const xml = xmlOf(content)
  return { pdf: new Uint8Array(await pdfOf(content, xml)), xml: new TextEncoder().encode(xml) }
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")
