import { builtRoutes } from "../access/inventory"
import type { Exchange } from "../support/visitor"

/** Says nothing that depends on who has booked what: texts, descriptions, pictures, and what only the demo has. */
const notPersonal = [
  ...["/how-it-works", "/imprint", "/privacy", "/terms", "/confidentiality", "/accessibility", "/contact"],
  // Asked by machines: what mail services tell, and the one click of mail programs.
  ...["/api/mail-events/[provider]", "/api/stripe/webhook", "/api/unsubscribe/[token]"],
  ...["/docs/api", "/api/openapi.json", "/robots.txt", "/manifest.webmanifest"],
  ...["/apple-icon.png", "/icon.svg", "/colours/[file]", "/portrait/[file]"],
  ...["/_not-found", "/_global-error"],
  ...["/demo/mail", "/demo/mail/[id]", "/api/demo/mail", "/api/demo/mail/[id]"],
]

/** The desk is for the team, who sees everybody. */
const publicRoutes = (): string[] => builtRoutes().filter((route) => !/^\/organizer(\/|$)/.test(route))

/** The public routes that nobody asked for and that are not named above; and names above that are no routes. */
export function notVisited(received: Exchange[]): string[] {
  const routes = publicRoutes()
  const visited = new Set([...notPersonal, ...received.map(({ path }) => routeOf(path, routes))])
  return [
    ...routes.filter((route) => !visited.has(route)),
    ...notPersonal.filter((name) => !routes.includes(name)).map((name) => `${name} is no route`),
  ]
}

/** As the router finds it: what is written out goes before a name in brackets, and that before what catches the rest. */
function routeOf(path: string, routes: string[]): string | undefined {
  const asked = path.replace(/\?.*/, "").replace(/^\/en(?=\/|$)/, "") || "/"
  return routes.filter((route) => patternOf(route).test(asked)).sort((a, b) => vagueness(a) - vagueness(b))[0]
}

const vagueness = (route: string) => (route.includes("...") ? 1_000 - route.split("/").length : route.split("[").length)

const patternOf = (route: string) =>
  new RegExp(
    `^${route
      .replace(/[.]/g, "\\.")
      .replace(/\/\[\[[^\]]*\]\]/g, "(/.*)?")
      .replace(/\[\\\.\\\.\\\.[^\]]*\]/g, ".+")
      .replace(/\[[^\]]*\]/g, "[^/]+")}$`,
  )
