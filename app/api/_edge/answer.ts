import { env } from "@/lib/env"
import { admissionField } from "@/lib/people/rules-admission"
import { type FieldError, problem, problemType } from "@/lib/problem"
import { type Reason, reasons } from "../_contract/reasons"

/** What a "no" can carry beside its reason. */
export type No = { reason: Reason; errors?: FieldError[]; triesLeft?: number; retryAfter?: number; allow?: string }

/** A "no" as problem+json. */
export function sayNo({ reason, errors, triesLeft, retryAfter, allow }: No, requestId: string): Response {
  const [status, title, detail] = reasons[reason]
  // A "no" to what stands in one field is a fault of that field, too.
  const faults =
    errors ?? (status === 422 ? [{ path: admissionField(reason) ?? "code", code: reason, message: detail }] : undefined)
  const body = problem(
    { status, reason, title, detail, errors: faults, triesLeft },
    { requestId, docsUrl: `${env().PUBLIC_URL}/docs/api` },
  )
  const headers = new Headers({ "Content-Type": problemType, "Cache-Control": "no-store" })
  if (retryAfter !== undefined) headers.set("Retry-After", String(retryAfter))
  if (status === 401) headers.set("WWW-Authenticate", 'Bearer realm="booking"')
  if (allow) headers.set("Allow", allow)
  return new Response(JSON.stringify(body), { status, headers })
}

/** A result as JSON. */
export const sayYes = (body: unknown, status: number, location?: string): Response =>
  Response.json(body, { status, headers: { "Cache-Control": "no-store", ...(location && { Location: location }) } })

/** A file that is kept, as it is sent. */
export type KeptFile = { bytes: Uint8Array<ArrayBuffer>; name: string; type: string }

export const sayFile = ({ bytes, name, type }: KeptFile): Response =>
  new Response(bytes, {
    headers: {
      ...{ "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` },
      "Cache-Control": "no-store",
    },
  })

/** Whether the caller takes what the API answers in; no Accept takes everything (RFC 9110, section 12.5.1). */
export function acceptsJson(accept: string | null): boolean {
  if (!accept) return true
  return accept.split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase())
    const refused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    return !refused && ["*/*", "application/*", "application/json", "application/problem+json"].includes(type)
  })
}

/** Whether a body is said to be JSON in UTF-8. */
export const isJson = (contentType: string | null): boolean =>
  /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType?.trim() ?? "")
