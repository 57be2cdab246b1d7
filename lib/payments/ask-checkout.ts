import type Stripe from "stripe"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { isOtherQuestion, isRefused, isStuck, stripe } from "@/lib/stripe"
import type { Payment } from "@/prisma/generated/client"
import { cardsAreOn } from "./policy"

type Asked = Pick<Payment, "id" | "bookingId" | "method" | "grossCents" | "currency" | "checkoutId" | "expiresAt">

/**
 * How the Checkout session of an attempt stands at Stripe, now. Of one that Stripe may have heard of or not it is created,
 * with the attempt's own key: it is the same one then, however often. Never in a transaction.
 * @returns null where Stripe has refused to create it, so that nobody can pay by it
 */
export async function askCheckout(payment: Asked): Promise<Stripe.Checkout.Session | null> {
  const checkoutId = payment.checkoutId ?? (await create(payment))
  return checkoutId ? stripe().checkout.sessions.retrieve(checkoutId, { expand: ["payment_intent"] }) : null
}

/** So long after its end nobody can pay by it any more, whether or not Stripe can tell. */
export const longOverMs = 24 * 60 * 60_000

/**
 * From now on nobody can pay by it, unless somebody just has; how it stands then. Null also where it is long over and
 * nobody can be asked: cards are off, or the key is another one since.
 */
export async function endCheckout(payment: Asked, now: Date): Promise<Stripe.Checkout.Session | null> {
  const isLongOver = +now - +payment.expiresAt! >= longOverMs
  if (isLongOver && !cardsAreOn()) return null
  let session
  try {
    session = await askCheckout(payment)
  } catch (error) {
    if (isLongOver && isRefused(error)) return null
    throw error
  }
  if (session?.status !== "open") return session
  try {
    await stripe().checkout.sessions.expire(session.id)
  } catch (error) {
    if (!isRefused(error)) throw error
  }
  return askCheckout({ ...payment, checkoutId: session.id })
}

/** All of it follows from what never changes, since a key is good for one question. Who pays for what Stripe does not learn. */
async function create({ id, bookingId, method, grossCents, currency, expiresAt }: Asked): Promise<string | null> {
  const { reference, locale } = await db.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: { reference: true, locale: true },
  })
  const booking = `${env().PUBLIC_URL}${locale === "de" ? "" : `/${locale}`}/booking/${reference}`
  const product_data = { name: locale === "de" ? `Buchung ${reference}` : `Booking ${reference}` }
  try {
    const session = await stripe().checkout.sessions.create(
      {
        mode: "payment",
        locale,
        client_reference_id: id,
        allowed_payment_method_types: [method],
        line_items: [
          { quantity: 1, price_data: { currency: currency.toLowerCase(), unit_amount: grossCents, product_data } },
        ],
        metadata: { payment: id, booking: reference },
        payment_intent_data: { metadata: { payment: id } },
        success_url: `${booking}/paid`,
        // Who comes back without having paid is led on as who has: each to their own page.
        cancel_url: `${booking}/paid`,
        expires_at: Math.floor(expiresAt!.getTime() / 1000),
      },
      { idempotencyKey: id },
    )
    return session.id
  } catch (error) {
    // Asked with other addresses than before, it is no longer ours to open; should it be paid, an event says so.
    // What Stripe has failed at has an address that nobody has seen.
    if (isRefused(error) || isStuck(error) || (isOtherQuestion(error) && expiresAt! < new Date())) return null
    throw error
  }
}
