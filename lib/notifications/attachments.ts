import { openFile } from "@/lib/invoices/open-file"
import type { OutgoingMail } from "@/lib/mail"
import type { Mail } from "@/prisma/generated/client"
import { mailParams } from "./schema"

/**
 * What goes along with a mail: a document as it is kept, the page with the XML in it, or the XML alone where that is the
 * invoice.
 * @throws where there is no such document
 */
export async function attachmentsOf({ kind, params }: Mail): Promise<OutgoingMail["attachments"]> {
  if (kind !== "invoice" && kind !== "credit_note") return undefined
  const { bookingId, number, profile } = mailParams[kind].parse(params)
  const file = await openFile({
    bookingId,
    name: `${number}.${profile === "xrechnung" ? "xml" : "pdf"}`,
    readers: null,
  })
  if (!file) throw new Error("no such document")
  return [{ filename: file.name, contentType: file.type, content: Buffer.from(file.bytes) }]
}
