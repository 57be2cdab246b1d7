import type { IncomingMessage, ServerResponse } from "node:http"
import { failurePage, localeOfPath } from "./failure-page"
import { problem, problemType } from "./problem"
import { contextHeaders } from "./request-context"

type Refused = { status: number; title: string; detail: string; inGerman: string }

/** What is refused before the app looks at it, in words for programs and for people. */
export const refusals = {
  bad_address: {
    status: 400,
    title: "Not an address",
    detail: "The address holds characters that no address has.",
    inGerman: "Diese Adresse gibt es nicht: Sie enthält Zeichen, die nicht hineingehören.",
  },
  foreign_origin: {
    status: 403,
    title: "Not from here",
    detail: "This form can only be sent from the pages of this site. Open the page again and send it from there.",
    inGerman: "Dieses Formular lässt sich nur von unseren Seiten aus absenden. Bitte öffnen Sie die Seite neu.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    detail: "This address does not answer to that method.",
    inGerman: "Diese Adresse beantwortet eine solche Anfrage nicht.",
  },
  no_form: {
    status: 415,
    title: "Not a form",
    detail: "This page takes forms as multipart/form-data only.",
    inGerman: "Diese Seite nimmt nur Formulare an (multipart/form-data).",
  },
  broken_form: {
    status: 400,
    title: "Broken form",
    detail: "The form did not arrive whole. Open the page again and send it from there.",
    inGerman:
      "Das Formular ist nicht vollständig angekommen. Bitte öffnen Sie die Seite neu und senden es noch einmal.",
  },
  body_too_large: {
    status: 413,
    title: "Too large",
    detail: "What was sent is larger than this page takes.",
    inGerman: "Das ist mehr, als diese Seite auf einmal annimmt.",
  },
  internal_error: {
    status: 500,
    title: "Something went wrong",
    detail: "This is our fault. It has been logged under the number of this request.",
    inGerman: "Hier ist etwas schiefgegangen, und das liegt an uns. Es ist unter der Nummer dieser Anfrage vermerkt.",
  },
} satisfies Record<string, Refused>

export type RefusalReason = keyof typeof refusals

/** Answers a request that goes no further: problem+json below /api, a page for a person, a sentence for a script. */
export function refuseRequest(
  req: IncomingMessage,
  res: ServerResponse,
  reason: RefusalReason,
  { publicUrl, nonce }: { publicUrl: URL; nonce: string },
): void {
  const { status, title, detail, inGerman } = refusals[reason]
  const requestId = String(res.getHeader(contextHeaders.requestId))
  const [type, body] = req.url?.startsWith("/api/")
    ? forProgram()
    : req.headers["next-action"]
      ? forScript()
      : forPerson()
  res.statusCode = status
  if (status === 405) res.setHeader("Allow", "GET, HEAD, POST")
  res.setHeader("Content-Type", type)
  res.setHeader("Content-Length", Buffer.byteLength(body))
  res.setHeader("Cache-Control", "no-store")
  res.end(req.method === "HEAD" ? undefined : body)

  function forProgram(): [type: string, body: string] {
    const docsUrl = `${publicUrl.href.replace(/\/$/, "")}/docs/api`
    return [problemType, JSON.stringify(problem({ status, reason, title, detail }, { requestId, docsUrl }))]
  }
  function forScript(): [type: string, body: string] {
    return ["text/plain; charset=utf-8", `${inGerman}\n${detail}\n\n${requestId}\n`]
  }
  function forPerson(): [type: string, body: string] {
    const locale = localeOfPath(req.url ?? "")
    const says = locale === "de" ? inGerman : detail
    return ["text/html; charset=utf-8", failurePage(locale, { nonce, requestId, says })]
  }
}
