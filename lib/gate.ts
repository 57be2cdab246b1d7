import { randomUUID } from "node:crypto"
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import { beforeHead } from "./before-head"
import { bodyLimit, discardBody, maxUploadBytes, readBody, takesFiles, withBody } from "./body"
import { captureResponse, type Handler } from "./capture-response"
import { clientReader } from "./client-address"
import { failurePage, localeOfPath } from "./failure-page"
import { isOurForm } from "./form-body"
import { errorFacts, log } from "./log"
import { newNonce } from "./nonce-template"
import { NotSharedError, PageCache } from "./page-cache"
import { publicPage } from "./public-pages"
import { type RefusalReason, refuseRequest } from "./refuse-request"
import { contextHeaders } from "./request-context"
import { isOwnHost, isSafeMethod, isSameOrigin } from "./same-origin"
import { bringsSignIn } from "./sign-in-cookie"
import { takeWishedStatus } from "./wished-status"
import { pagePolicy, securityHeaders } from "./security-headers"

export type GateOptions = {
  publicUrl: string
  trustedProxies: string
  dev?: boolean
  /** The host of the page on which is paid; without it nobody pays by card. */
  payAt?: string
  /** For the twins in the tests: each protection can be taken away, and something must break. */
  without?: (
    "same-origin" | "body-limit" | "fresh-nonce" | "page-cache" | "api-cookies" | "form-check" | "router-state"
  )[]
}

/** Where no cookie is read and nobody is believed for having one: there is nothing a foreign page could borrow. */
const cookieless = /^\/api\/(v1\/|v1$|openapi\.json$|health$|mail-events\/|stripe\/|unsubscribe\/)/
const api = /^\/api(\/|$)/
/** Files: they are no documents and the same for everybody. */
const file = /^\/(_next\/|(portrait\/|colours\/)?[\w.-]+\.(ico|png|svg|txt|xml|webmanifest|webp|css)$)/
/** What Next's browser part says it shows already; what is not of that form would be an error of Next's. */
const routerState = "next-router-state-tree"
const isVoidLink = /^[^?]*\/(booking\?link=void|(approval|invoices)\/void)$/
/** Only from here one is led to pay. */
const payingPage = /^(\/en)?\/(booking|invoices)\/[^/]+$/
/** From here one is led into a meeting, wherever that is: the policy names no host, which would tell it too early. */
const roomPage = /^(\/en)?\/(booking\/[^/]+\/room|organizer\/sessions\/[^/]+)$/
/** Only here passkeys are made and used. */
const desk = /^(\/en)?\/organizer(\/|$)/
const ownCookie = /(?:^|;\s*)(?:__Host-)?runde_/

/**
 * What every request passes before Next sees it: it gets an id and a nonce, says where it comes from and is held to
 * method, origin and size; the answer gets its security headers; the public pages that are asked for most are
 * answered from memory.
 */
export function gate(next: Handler, options: GateOptions): RequestListener {
  const publicUrl = new URL(options.publicUrl)
  const https = publicUrl.protocol === "https:"
  const { dev = false } = options
  const has = (protection: NonNullable<GateOptions["without"]>[number]) => !options.without?.includes(protection)
  const clients = clientReader(options.trustedProxies)
  const pages = new PageCache((url, nonce) =>
    captureResponse(next, {
      url,
      headers: { ...headersForNext(nonce, publicUrl.host), [contextHeaders.path]: url, accept: "text/html" },
    }),
  )

  return (req, res) => {
    const nonce = newNonce()
    void admit(req, res, nonce).catch((error: unknown) => {
      if (req.destroyed && !req.complete) return
      log.error({ event: "gate.failed", requestId: res.getHeader(contextHeaders.requestId), ...errorFacts(error) })
      if (res.headersSent) res.destroy()
      else refuseRequest(req, res, "internal_error", { publicUrl, nonce })
    })
  }

  async function admit(req: IncomingMessage, res: ServerResponse, nonce: string): Promise<void> {
    const requestId = (clients.isFromProxy(req) && uuidOf(req.headers[contextHeaders.requestId])) || randomUUID()
    res.setHeader(contextHeaders.requestId, requestId)
    res.once("finish", () => log.debug({ event: "request", requestId, method: req.method, status: res.statusCode }))
    const url = addressOf(req.url, publicUrl)
    const path = url?.pathname ?? "/"
    const { isPublic, key } = url ? publicPage(url) : { isPublic: false, key: null }
    const anonymous = !ownCookie.test(req.headers.cookie ?? "")
    const isDocument = !api.test(path) && !file.test(path)
    beforeHead(res, (answered) => {
      // A link that was good once: the page says how to get the new one.
      const gone = answered === 200 && isVoidLink.test(url?.href ?? "")
      const status = takeWishedStatus(res) ?? (gone ? 410 : answered)
      // Next speaks to itself in these.
      for (const name of res.getHeaderNames()) if (name.startsWith("x-middleware-")) res.removeHeader(name)
      const passkeys = desk.test(path)
      const leadsTo = roomPage.test(path) ? "https:" : payingPage.test(path) ? options.payAt : undefined
      setAbsent(res, securityHeaders(isDocument ? { nonce, https, dev, passkeys, leadsTo } : null, https))
      if (file.test(path)) return { status }
      if (!isPublic || !anonymous) res.setHeader("Cache-Control", "no-store")
      if (!isPublic) res.setHeader("X-Robots-Tag", "noindex, nofollow")
      const isPage = isDocument && /^text\/html/.test(String(res.getHeader("Content-Type")))
      if (status < 500 || !isPage || req.headers.rsc || req.headers["next-action"] || dev) return { status }
      // Next's own page for a failure is empty until a script fills it.
      const retryPath = isSafeMethod(req.method) ? req.url : undefined
      return { status, page: failurePage(localeOfPath(path), { nonce, requestId, retryPath }) }
    })

    const refuse = (reason: RefusalReason) => refuseRequest(req, res, reason, { publicUrl, nonce })
    if (!url) return refuse("bad_address")
    if (isDocument && !["GET", "HEAD", "POST"].includes(req.method ?? "")) return refuse("method_not_allowed")
    if (!isSafeMethod(req.method) && !cookieless.test(path) && has("same-origin")) {
      if (!isSameOrigin(req.headers.origin, req.headers.host, publicUrl)) return refuse("foreign_origin")
    }

    const { network, isProxy } = clients.read(req)
    const host = isOwnHost(req.headers.host, publicUrl) ? req.headers.host : publicUrl.host
    if (has("router-state") && !isRouterState(req.headers[routerState])) delete req.headers[routerState]
    for (const name of Object.keys(req.headers))
      if (/^(x-forwarded-|forwarded$|x-real-ip$)/.test(name)) delete req.headers[name]
    if (cookieless.test(path) && has("api-cookies")) delete req.headers.cookie
    Object.assign(req.headers, headersForNext(nonce, host), {
      [contextHeaders.requestId]: requestId,
      [contextHeaders.path]: url.pathname + url.search,
      [contextHeaders.client]: (isProxy ? "proxy " : "") + network,
    })

    const isPlainRead = (req.method === "GET" || req.method === "HEAD") && req.headers.rsc === undefined
    if (key && anonymous && isPlainRead && !dev && has("page-cache") && (await answerFromMemory(req, res, key, nonce)))
      return
    // A body is read before anybody is asked who they are: large ones are for who brings a sign-in of ours.
    const brings = takesFiles(path) && (await bringsSignIn(req.headers.cookie))
    const limit = brings ? maxUploadBytes : bodyLimit(path)
    const body = await readBody(req, has("body-limit") ? limit : Number.POSITIVE_INFINITY)
    if (!body) {
      refuse("body_too_large")
      return discardBody(req)
    }
    if (isDocument && req.method === "POST") {
      const type = req.headers["content-type"] ?? ""
      if (!type.startsWith("multipart/form-data")) return refuse("no_form")
      if (has("form-check") && !(await isOurForm(body, type, "next-action" in req.headers)))
        return refuse("broken_form")
    }
    await next(withBody(req, body), res)
  }

  /** Next takes the nonce from the policy on the request, and its own address from the forwarded headers. */
  function headersForNext(nonce: string, host: string) {
    const policy = pagePolicy({ nonce, https, dev })
    return {
      ...{ host, "x-forwarded-host": host, "x-forwarded-proto": publicUrl.protocol.slice(0, -1) },
      ...{ "content-security-policy": policy, "x-nonce": nonce },
    }
  }

  async function answerFromMemory(
    req: IncomingMessage,
    res: ServerResponse,
    key: string,
    nonce: string,
  ): Promise<boolean> {
    const page = await pages.get(key).catch((error: unknown) => {
      // One person's page, or a failure: asked again in this request's own name, Next says which.
      if (!(error instanceof NotSharedError)) log.warn({ event: "page.not_rendered", ...errorFacts(error) })
      return null
    })
    if (!page) return false
    for (const [name, value] of Object.entries(page.headers)) if (value !== undefined) res.setHeader(name, value)
    res.setHeader("Cache-Control", "private, no-cache")
    res.setHeader("Content-Length", page.byteLength)
    res.statusCode = page.status
    res.end(req.method === "HEAD" ? undefined : page.fill(has("fresh-nonce") ? nonce : "A".repeat(nonce.length)))
    return true
  }
}

const uuidOf = (header: string | string[] | undefined) =>
  typeof header === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(header) ? header : undefined

function isRouterState(header: string | string[] | undefined): boolean {
  try {
    const state = JSON.parse(decodeURIComponent(String(header))) as unknown
    return Array.isArray(state) && state.length >= 2 && typeof state[1] === "object" && state[1] !== null
  } catch {
    return false
  }
}

/** The address asked for; null for what is none: no path, broken percent signs, bytes that are no UTF-8, U+0000. */
function addressOf(asked = "", publicUrl: URL): URL | null {
  if (!asked.startsWith("/") || asked.startsWith("//") || asked.includes("\\") || asked.includes("%00")) return null
  try {
    decodeURIComponent(asked.replace(/[?#].*$/, ""))
    return new URL(asked, publicUrl)
  } catch {
    return null
  }
}

function setAbsent(res: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) if (!res.hasHeader(name)) res.setHeader(name, value)
}
