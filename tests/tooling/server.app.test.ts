import { afterAll, expect, test } from "vitest"
import { type App, startApp } from "../support/server"

const apps: App[] = []
afterAll(() => Promise.all(apps.map((app) => app.stop())))

test("two processes of the app share this file's database; one that was killed is replaced at its address", async () => {
  apps.push(...(await Promise.all([startApp(), startApp()])))
  for (const { origin } of apps) expect((await fetch(`${origin}/api/health`)).status).toBe(200)

  const [first] = apps.splice(0, 1)
  await first!.kill()
  await expect(fetch(first!.origin)).rejects.toThrow()
  apps.push(await startApp({ port: first!.port }))
  expect((await fetch(`${first!.origin}/api/health`)).status).toBe(200)
})

test("an app without a secret says so and does not start", async () => {
  await expect(startApp({ env: { APP_SECRET: "short" } })).rejects.toThrow("APP_SECRET")
})
