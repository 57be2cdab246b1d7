import { paysAhead } from "@/lib/bookings/rules-price"
import { env } from "@/lib/env"
import { offeredWays, type WayToPay } from "@/lib/sessions/schema"

/** Without a key of Stripe's there are no cards, and no debits. */
export const cardsAreOn = (): boolean => env().STRIPE_SECRET_KEY !== undefined

/** The ways a format names that there are in this house, in their order; the invoice where nothing else is left. */
export function waysInHouse(payBy: readonly WayToPay[]): (typeof offeredWays)[number][] {
  const ways = offeredWays.filter((way) => payBy.includes(way) && (way === "invoice" || cardsAreOn()))
  return ways.length > 0 ? ways : ["invoice"]
}

/** How a booking is paid at Stripe: as was chosen, or as its format offers beside the invoice; null where it cannot be. */
export function onlineWay(pays: string | null, payBy: readonly WayToPay[] = []): "card" | "sepa_debit" | null {
  if (!cardsAreOn()) return null
  return paysAhead(pays) ? pays : (waysInHouse(payBy).find((way) => way !== "invoice") ?? null)
}
