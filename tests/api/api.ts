import { globSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Problem } from "@/lib/problem"

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
export type Route = { path: string; handlers: Record<string, Handler> }

const folder = fileURLToPath(new URL("../../app/api/v1/", import.meta.url))

/** The route files below /api/v1 as they lie there; the one that catches the rest is last and has the path "". */
export const routes: Route[] = await Promise.all(
  globSync("**/route.ts", { cwd: folder })
    .sort()
    .reverse()
    .map(async (file) => ({
      path: file.startsWith("[[")
        ? ""
        : `/${file
            .replace(/\/route\.ts$/, "")
            .replaceAll("[", "{")
            .replaceAll("]", "}")}`,
      handlers: (await import(/* @vite-ignore */ `${folder}${file}`)) as Record<string, Handler>,
    })),
)

/** The route behind an address, as the router finds it. */
export function findRoute(pathname: string): { handlers: Route["handlers"]; params: Record<string, string> } {
  const parts = pathname
    .replace(/^\/api\/v1/, "")
    .split("/")
    .map(decodeURIComponent)
  for (const { path, handlers } of routes) {
    const names = path.split("/")
    const matches =
      names.length === parts.length && names.every((name, index) => name.startsWith("{") || name === parts[index])
    if (!path || !matches) continue
    return {
      handlers,
      params: Object.fromEntries(
        names.flatMap((name, index) => (name.startsWith("{") ? [[name.slice(1, -1), parts[index] ?? ""]] : [])),
      ),
    }
  }
  return { handlers: routes.find(({ path }) => path === "")?.handlers ?? {}, params: {} }
}

export type Asking = {
  method?: string
  token?: string
  headers?: Record<string, string>
  json?: unknown
  body?: BodyInit
}
export type Said = { status: number; headers: Headers; body: Record<string, unknown> & Partial<Problem> }

/** Asks the API as it stands behind the gate. */
export async function ask(path: string, { method, token, headers = {}, json, body }: Asking = {}): Promise<Said> {
  const sends = json !== undefined || body !== undefined
  const request = new Request(`http://localhost:3000/api/v1${path}`, {
    method: method ?? (sends ? "POST" : "GET"),
    headers: {
      ...(json !== undefined && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body ?? (json === undefined ? undefined : JSON.stringify(json)),
  })
  return answerOf(await dispatch(request))
}

/** Hands a request to its route. */
export async function dispatch(request: Request): Promise<Response> {
  const { handlers, params } = findRoute(new URL(request.url).pathname)
  const handler = handlers[request.method === "HEAD" ? "GET" : request.method]
  return handler ? handler(request, { params: Promise.resolve(params) }) : new Response(null, { status: 405 })
}

async function answerOf(response: Response): Promise<Said> {
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as Said["body"]) : {} }
}
