import { afterAll, beforeAll, expect, test } from "vitest"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { type App, startApp } from "../support/server"
import { quickDeadlocks } from "../support/twin"
import { type Answer, tally } from "./requests"

const apps: App[] = []

/** Two app processes on this file's database, twenty connections each; nothing happens in them by itself. */
export function twoApps(): void {
  beforeAll(async () => {
    const env = { ROLE: "web", DATABASE_POOL_SIZE: "20" }
    apps.push(...(await Promise.all([startApp({ env }), startApp({ env })])))
  })
  afterAll(() => Promise.all(apps.map((app) => app.stop())))
}

/** The address of one app for odd numbers, of the other for even ones. */
export const origin = (index: number): string => apps[index % apps.length]!.origin

type Outcome = {
  answers: Answer[]
  /** What has to be true now, besides what is always true. */
  claims: Record<string, boolean>
}

type Race = {
  /** Prepares, lets everybody go at once, says what is true afterwards. */
  body: () => Promise<Outcome>
  /** SQL that makes the dangerous moment longer, for the race and for its twin. */
  widen?: string
  /** How often it is run as it is; for what a single run meets too seldom. */
  times?: number
  twins: Twin[]
}

/** What the copy of the database lacks, and the sentence that has to break there; nobody waits for locks, so that it may pause for longer. */
type Twin = { without: string[]; breaks: string; widen?: string }

const rounds = 12

/**
 * The body on the database as it is, where everything has to hold, and its twins, the same body on copies that lack a
 * protection, where the named sentence has to break within some rounds: a race that cannot be lost proves nothing.
 */
export function race(name: string, { body, widen = "", times = 1, twins }: Race): void {
  test(name, async () => {
    for (let time = 0; time < times; time++) {
      await renew(widen)
      const { broken, told } = await run(body)
      expect(broken, told).toEqual([])
    }
  })

  test.each(twins)(`twin: ${name}; $breaks`, async (twin) => {
    let seen: string[] = []
    for (let round = 0; round < rounds && !seen.some((sentence) => sentence.startsWith(twin.breaks)); round++) {
      await renew([quickDeadlocks, twin.widen ?? widen, ...twin.without].join("\n"))
      seen = (await run(body)).broken
    }
    expect(seen.map((sentence) => sentence.slice(0, twin.breaks.length))).toContain(twin.breaks)
  })
}

type RaceOfVerbs = { run: () => Promise<Record<string, boolean>>; widen: string; without: string[]; breaks: string }

/** A race of verbs in this process: nobody answers over HTTP. */
export const raceOfVerbs = (name: string, { run, widen, without, breaks }: RaceOfVerbs): void =>
  race(name, {
    body: async () => ({ answers: [], claims: await run() }),
    widen,
    times: 3,
    twins: [{ without, breaks }],
  })

async function run(body: Race["body"]): Promise<{ broken: string[]; told: string }> {
  const { answers, claims } = await body()
  const all: Record<string, boolean> = {
    ...claims,
    "nobody gets an error": answers.every(({ status }) => status < 500),
    "nobody deadlocks": (await deadlocks()) === 0,
  }
  const broken = Object.keys(all).filter((claim) => !all[claim])
  broken.push(...(await whatIsBroken((sql) => ownDatabase().query(sql))))
  return { broken, told: tally(answers) }
}

async function renew(sql: string): Promise<void> {
  await renewOwnDatabase({ without: sql })
  // The apps must have noticed that their connections are gone.
  for (const app of apps) await expect.poll(() => isWell(app), { timeout: 10_000, interval: 20 }).toBe(true)
}

const isWell = async ({ origin }: App) => (await fetch(`${origin}/api/v1/sessions`)).status === 200

/** Connections tell their counts when they end, so all of them are ended first. */
async function deadlocks(): Promise<number> {
  const database = ownDatabase()
  const others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
  await database.query(`SELECT pg_terminate_backend(pid) ${others}`)
  await expect.poll(() => database.query(`SELECT pid ${others}`), { timeout: 10_000, interval: 20 }).toEqual([])
  const [row] = await database.query<{ deadlocks: number }>(
    "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
  )
  return row!.deadlocks
}
