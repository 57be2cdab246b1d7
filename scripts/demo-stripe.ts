import { randomBytes } from "node:crypto"
import { atEnd } from "@/lib/shutdown"
import { type Double, startDouble } from "./stripe-double/server"

/**
 * Where nobody has set a key of Stripe's a double of it stands in, and what it knows is kept in the folder: cards can be
 * tried, and no money moves. Its pages are on the port after ours, if that is free, so that their addresses stay good.
 */
export async function startStripe(folder: string): Promise<void> {
  if (process.env.STRIPE_SECRET_KEY) return
  const file = `${folder}/stripe.json`
  const port = Number(new URL(process.env.PUBLIC_URL ?? "").port || 80) + 1
  const double: Double = await startDouble({ port, file }).catch(() => startDouble({ file }))
  atEnd(() => double.stop())
  const secret = `whsec_${randomBytes(18).toString("hex")}`
  const settings = { STRIPE_SECRET_KEY: "sk_test_double", STRIPE_API_URL: double.url, STRIPE_WEBHOOK_SECRET: secret }
  Object.assign(process.env, settings)
  const { PORT } = process.env
  double.tellTo({ url: `http://127.0.0.1:${PORT || 3000}/api/stripe/webhook`, secret })
}
