import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi"
import { env } from "@/lib/env"
import { problemType } from "@/lib/problem"
import { allReasons, type Operation, operations } from "./operations"
import { type Reason, reasons } from "./reasons"
import { problem } from "./schemas"

let made: ReturnType<typeof createDocument> | undefined

/** The OpenAPI 3.1 document, made from the schemas that the handlers check with. */
export const openApiDocument = () => (made ??= makeDocument())

const makeDocument = () =>
  createDocument({
    openapi: "3.1.0",
    info: {
      title: "Runde",
      version: "1",
      description:
        "Book a seat in a small group session, move it, hand it over or give it back. Nothing here tells who else is coming. No cookie is read and no other origin is allowed: call it from a server.",
    },
    servers: [{ url: `${env().PUBLIC_URL}/api/v1` }],
    paths: paths(),
    components: {
      securitySchemes: {
        manageToken: {
          type: "http",
          scheme: "bearer",
          description: "`manageToken` of the verification; opens one booking.",
        },
      },
    },
  })

function paths(): ZodOpenApiPathsObject {
  const all: ZodOpenApiPathsObject = {}
  for (const op of operations) all[op.path] = { ...all[op.path], [op.method]: describe(op) }
  return all
}

const describe = (op: Operation): ZodOpenApiOperationObject => ({
  operationId: op.id,
  summary: op.summary,
  description: op.description,
  security: op.holder ? [{ manageToken: [] }] : [],
  requestParams: { ...(op.params && { path: op.params }), ...(op.query && { query: op.query }) },
  ...(op.body && { requestBody: { required: true, content: { "application/json": { schema: op.body } } } }),
  responses: {
    [op.success.status]: { description: op.summary, content: contentOf(op.success) },
    ...problemResponses(allReasons(op)),
  },
})

const contentOf = (success: Operation["success"]) =>
  "files" in success
    ? Object.fromEntries(success.files.map((type) => [type, { schema: { type: "string", format: "binary" } as const }]))
    : { "application/json": { schema: success.schema } }

function problemResponses(given: Reason[]) {
  const statuses = [...new Set(given.map((reason) => reasons[reason][0]))]
  const byStatus = statuses.map((status) => [status, given.filter((reason) => reasons[reason][0] === status)] as const)
  return Object.fromEntries(
    byStatus.map(([status, words]) => [
      String(status),
      {
        description: words.map((word) => `\`${word}\`: ${reasons[word][2]}`).join("\n\n"),
        content: { [problemType]: { schema: problem } },
      },
    ]),
  )
}
