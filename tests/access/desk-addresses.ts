import type { Cast } from "./cast"
import { routes } from "./routes"

/** Routes of the desk behind which the owner has no page to open, and why. */
const without: Record<string, string> = {
  "/organizer/sign-in": "leads on whoever is signed in",
  "/organizer/second-factor/recovery-codes": "is there once, behind new codes",
  "/organizer/money/invoices/datev": "is asked for with a POST",
  "/organizer/money/invoices/export": "is asked for with a POST",
  "/organizer/settings/transfer/archive": "is asked for with a POST",
}

/**
 * Every page and download of the desk as its owner opens it, from the one list that a new route cannot be missing in.
 * @throws where a route has no address
 */
export function deskAddresses(cast: Cast): string[] {
  const desk = Object.keys(routes).filter((route) => /^\/organizer(\/|$)/.test(route) && !(route in without))
  return desk.flatMap((route) => {
    const open = routes[route]!(cast).filter(
      ({ method = "GET", answers }) => method === "GET" && answers.page?.includes("owner"),
    )
    if (open.length === 0) throw new Error(`${route} has no address that the owner can open`)
    return open.map(({ path }) => path)
  })
}
