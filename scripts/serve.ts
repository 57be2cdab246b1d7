import { createServer, type Server } from "node:http"
import next from "next"
import { logConsole } from "@/lib/console"
import type { Env } from "@/lib/env"
import { gate } from "@/lib/gate"
import { startWorker } from "@/lib/jobs"
import { keepHolidays } from "@/lib/sessions/keep-holidays"
import { atEnd } from "@/lib/shutdown"
import { cron, tasks } from "@/lib/tasks"
import { listen } from "./listen"

/**
 * Serves the app, works on its jobs, or both, as `ROLE` says, until the process ends.
 * @throws Complaint where the port is taken
 */
export async function serve(settings: Env, { dev = false } = {}): Promise<void> {
  if (settings.ROLE !== "web") await work()
  if (settings.ROLE !== "worker") await answer(settings, dev)
  // Not before: what keeps it from starting is said to whoever starts it, in a sentence.
  if (!dev) logConsole()
}

async function work(): Promise<void> {
  await keepHolidays()
  const runner = await startWorker(tasks, cron)
  atEnd(async () => {
    // Stopped, it still lets go of its connections. A job that hangs (a mail server that never answers) is left: it is
    // another's to do again, and the database has to end in time.
    const stopped = runner.stop().then(() => runner.promise)
    await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, 3_000).unref())])
  })
}

async function answer(settings: Env, dev: boolean): Promise<void> {
  // An idle connection is kept for longer than a proxy keeps it, or it would send into one that is just being closed.
  const server = createServer({ keepAliveTimeout: 75_000 })
  const app = next({ dev, dir: process.cwd(), port: settings.PORT, httpServer: server })
  await app.prepare()
  atEnd(() => app.close())
  const { PUBLIC_URL: publicUrl, TRUSTED_PROXIES: trustedProxies } = settings
  server.on("request", gate(app.getRequestHandler(), { publicUrl, trustedProxies, dev, payAt: payAt(settings) }))
  await listen(server, settings.PORT, settings.HOST)
  atEnd(() => finish(server))
}

/** Stripe's page, or that of its double. */
const payAt = ({ STRIPE_SECRET_KEY: key, STRIPE_API_URL: double }: Env): string | undefined =>
  key && (double ? new URL(double).origin : "https://checkout.stripe.com")

/** Takes no more requests and gives those under way four seconds. */
async function finish(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const impatient = setTimeout(() => server.closeAllConnections(), 4_000)
  await closed
  clearTimeout(impatient)
}
