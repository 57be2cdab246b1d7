import { type By, recordActivity } from "@/lib/activity"
import { type Cell, csv } from "@/lib/csv"
import { db, transaction } from "@/lib/db"
import { NotFoundError } from "@/lib/errors"
import { getSettings } from "@/lib/sessions/settings"
import { zipStream } from "@/lib/zip"
import { readFiles } from "./queries-desk"
import { suppliedOf } from "./rules"
import { journalOf, recapitulate, type Span } from "./rules-export"
import { invoiceContent, type InvoiceContent } from "./schema"
import { words, type Words } from "./words"

type Exported = { content: InvoiceContent; pdfSha256: string; xmlSha256: string }

/**
 * For the tax adviser: every document issued in a span of days as PDF and XML, an index with their hashes, a journal by
 * VAT rate and the list for the Zusammenfassende Meldung, as one zip file that is sent while it is read. What has no
 * files yet gets them first. That it was asked for is logged.
 */
export async function exportInvoices(
  { span, locale }: { span: Span; locale: "de" | "en" },
  by: By,
): Promise<ReadableStream<Uint8Array>> {
  await transaction(
    (tx, now) => recordActivity(tx, "invoices.exported", { actor: by.actor, detail: span, at: now }),
    by,
  )
  const spoken = words(locale)
  const issued = await listIssued(span)
  const recapitulative = await recapitulativeTable(span, locale)
  return zipStream(async (zip) => {
    const exported: Exported[] = []
    for (const { id, content } of issued) {
      const files = await readFiles(id, by.now)
      if (!files) throw new NotFoundError(content.reference)
      const { pdf, xml, pdfSha256, xmlSha256 } = files
      const { pdf: pdfName, xml: xmlName } = namesOf(content)
      await zip.add(pdfName, [pdf])
      await zip.add(xmlName, [xml])
      exported.push({ content, pdfSha256, xmlSha256 })
    }
    await zip.add("index.csv", [indexTable(exported, spoken)])
    await zip.add("journal.csv", [
      journalTable(
        issued.map(({ content }) => content),
        spoken,
      ),
    ])
    await zip.add("zm.csv", [recapitulative])
  })
}

async function listIssued({ from, to }: Span): Promise<{ id: string; content: InvoiceContent }[]> {
  const rows = await db.invoice.findMany({
    where: { issuedOn: { gte: new Date(from), lte: new Date(to) } },
    select: { id: true, content: true },
    orderBy: [{ series: "asc" }, { year: "asc" }, { number: "asc" }],
  })
  return rows.map(({ id, content }) => ({ id, content: invoiceContent.parse(content) }))
}

/** The list for the Zusammenfassende Meldung as a table; small businesses make none (§ 18a (4) UStG). */
export async function recapitulativeTable(span: Span, locale: "de" | "en"): Promise<string> {
  const { say } = words(locale)
  const { smallBusiness } = (await getSettings()).invoicing
  const rows = smallBusiness
    ? []
    : await db.$queryRaw<{ content: unknown }[]>`
        SELECT content FROM invoices WHERE content->'vat' @> '[{"category": "AE"}]' ORDER BY issued_at`
  const lines = recapitulate(
    rows.map(({ content }) => invoiceContent.parse(content)),
    span,
  )
  // "S": other services (box 3 of the form).
  return csv(
    [say("index.vatId"), say("index.euros"), say("index.service")],
    lines.map(({ vatId, euros }) => [vatId, euros, "S"]),
    locale,
  )
}

const namesOf = ({ reference }: InvoiceContent) => ({ pdf: `${reference}.pdf`, xml: `${reference}.xml` })

/** In euros; two decimals are exact enough to be read back. */
const amount = (cents: number): number => cents / 100

function indexTable(exported: Exported[], { say, locale }: Words): string {
  const columns = ["number", "kind", "issuedOn", "dueOn", "corrects", "buyer", "country", "vatId"] as const
  const amounts = ["net", "vat", "gross", "currency", "pdf", "pdfHash", "xml", "xmlHash"] as const
  const rows = exported.map(({ content, pdfSha256, xmlSha256 }): Cell[] => {
    const { totals, buyer, corrects } = content
    const { pdf, xml } = namesOf(content)
    return [
      ...[content.reference, say(`title.${corrects ? (corrects.whole ? "whole" : "part") : "invoice"}`)],
      ...[content.issuedOn, content.dueOn, corrects?.reference, buyer.name, buyer.country, buyer.vatId],
      ...[totals.netCents, totals.vatCents, totals.grossCents].map(amount),
      ...[content.currency, pdf, pdfSha256, xml, xmlSha256],
    ]
  })
  return csv(
    [...columns, ...amounts].map((column) => say(`index.${column}`)),
    rows,
    locale,
  )
}

function journalTable(contents: InvoiceContent[], { say, locale, percent }: Words): string {
  const columns = [
    "issuedOn",
    "number",
    "buyer",
    "supplied",
    "text",
    "category",
    "rate",
    "net",
    "vat",
    "gross",
    "booking",
  ] as const
  const rows = journalOf(contents).map(({ content, category, rateBasisPoints, netCents, vatCents }): Cell[] => [
    ...[content.issuedOn, content.reference, content.buyer.name, suppliedOf(content).join(" ")],
    ...[content.lines[0]?.name, category, percent(rateBasisPoints)],
    ...[netCents, vatCents, netCents + vatCents].map(amount),
    content.bookingReference,
  ])
  return csv(
    columns.map((column) => say(`index.${column}`)),
    rows,
    locale,
  )
}
