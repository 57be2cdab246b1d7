import { db } from "@/lib/db"
import { meet } from "@/lib/people/rules-companies"
import { makeDocument } from "./make-document"
import { findFiles } from "./queries"

/** One file of a document, as it is kept. */
export type InvoiceFile = { bytes: Uint8Array<ArrayBuffer>; name: string; type: string }

const types = { pdf: "application/pdf", xml: "application/xml" } as const

/**
 * A file of a document of this booking by its name ("RE-2026-0001.pdf"); null where there is none. What is not made yet is
 * made now, the same bytes as the job would make.
 * @param readers only of what is for these mailboxes or their company; null for all
 */
export async function openFile(
  { bookingId, name, readers }: { bookingId: string; name: string; readers: string[] | null },
  now?: Date,
): Promise<InvoiceFile | null> {
  const [, reference, ending] = /^([\w-]{1,60})\.(pdf|xml)$/.exec(name) ?? []
  if (!reference) return null
  const invoice = await db.invoice.findFirst({
    where: { bookingId, reference },
    select: { id: true, recipients: true },
  })
  if (!invoice || (readers && !meet(readers, invoice.recipients))) return null
  await makeDocument({ invoiceId: invoice.id }, now)
  const files = await findFiles(bookingId, reference)
  const kind = ending as keyof typeof types
  return files && { bytes: new Uint8Array(files[kind]), name, type: types[kind] }
}
