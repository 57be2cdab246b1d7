import type { Instrumentation } from "next"

/** What a page, an action or a route handler throws: logged once, with the request's id and the number the page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return
  const { errorFacts, log } = await import("./lib/log")
  log.error({
    event: "request.failed",
    requestId: request.headers["x-request-id"],
    digest: (error as { digest?: string }).digest,
    method: request.method,
    // The pattern and not the address, which may hold a token.
    route: context.routePath,
    ...errorFacts(error),
  })
}
