import { checkHealth } from "@/lib/health"

export const dynamic = "force-dynamic"

/** For load balancers and watchers: 503 when a seat could not be booked here. */
export async function GET(): Promise<Response> {
  const health = await checkHealth()
  return Response.json(health, { status: health.status === "ok" ? 200 : 503, headers: { "Cache-Control": "no-store" } })
}
