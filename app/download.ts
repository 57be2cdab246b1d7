import type { Locale } from "next-intl"
import { type Cell, csv } from "@/lib/csv"
import type { InvoiceFile } from "@/lib/invoices/open-file"

/** A file to take along. It is for whoever asked, kept nowhere on the way and found by no search. */
export const download = (body: BodyInit, fileName: string, type: string): Response =>
  new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  })

/** A file that is kept, or nothing there. */
export const downloadOf = (file: InvoiceFile | null): Response =>
  file
    ? download(file.bytes, file.name, file.type)
    : new Response(null, { status: 404, headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" } })

export const csvType = "text/csv; charset=utf-8"

/** A table to take along. */
export const downloadTable = (columns: string[], rows: Cell[][], locale: Locale, fileName: string): Response =>
  download(csv(columns, rows, locale), `${fileName}.csv`, csvType)
