import { notFound } from "next/navigation"
import { requireTeam } from "@/lib/auth"
import { readFiles } from "@/lib/invoices/queries-desk"
import { keepsMoney } from "@/lib/people/policy"
import { download } from "../../../../../../../../download"
import { moneyPath } from "../../../money-places"

type Context = { params: Promise<{ id: string; file: string }> }

const types = { pdf: "application/pdf", xml: "application/xml; charset=utf-8" }

/** A document as it was issued, for people or for programs. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  await requireTeam({ may: keepsMoney, path: moneyPath("invoices") })
  const { id, file } = await params
  const files = file === "pdf" || file === "xml" ? await readFiles(id) : null
  if (!files) notFound()
  const kind = file as keyof typeof types
  return download(new Uint8Array(files[kind]), `${files.reference}.${kind}`, types[kind])
}
