import { deskAddresses } from "../access/desk-addresses"
import { gather } from "../access/cast"
import { fillHouse, type Size } from "../support/big-house"
import { copyDatabase, renewOwnDatabase, type TestDatabase } from "../support/database"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { memoryMb, mostMemoryMb } from "./memory"
import { linesOf, percentile } from "./report"

const small: Size = { sessions: 100, people: 1_000 }
const large: Size = { sessions: 10_000, people: 100_000 }
const settings = { env: { ROLE: "web", RATE_LIMIT: "0" } }

/** A page may take so many times what it takes in the small house, and so long. */
const most = { ratio: 3, milliseconds: 300 }

/** What is searched and leafed through, beside the pages as they open. */
const searches = [
  ...[
    "Müller",
    "mueller jurgen",
    "Sneider",
    "Micheal Schneidr",
    "Hohenstiener",
    "p.4711@",
    "Anlagenbau",
    "xylophon",
  ].map((q) => `/organizer/people?q=${encodeURIComponent(q)}`),
  ...[
    "show=past",
    "show=upcoming&q=Videokonferenz+3",
    "show=past&q=Videokonferenz+3",
    "q=xylophon",
    "show=past&language=en",
  ].map((choice) => `/organizer/sessions?${choice}`),
  ...["quarter", "year"].map((period) => `/organizer/numbers?period=${period}`),
  "/organizer/mails?recipient=nobody%40nowhere.example",
  "/organizer/settings/log?who=guests",
  "/organizer/settings/log?who=system",
]

type House = { database: TestDatabase; app: App; owner: Visitor }
export type PageFigures = { path: string; small: Times; large: Times; ratio: number; kept: boolean }
type Times = { p50: number; p95: number }

/**
 * Every page and download of the desk, and the searches, as a signed-in owner asks for them over HTTP: in a house of
 * 100 sessions and 1,000 people and in one of 10,000 and 100,000 that holds the same and more. Both are asked in turn,
 * so that what else the machine does meets both.
 */
export async function benchDesk({ samples }: { samples: number }) {
  const { addresses, houses } = await build()
  // Before the pages, while the processes are as small as they start.
  const archive = { small: await takeArchive(houses.small), large: await takeArchive(houses.large) }
  const pages: PageFigures[] = []
  for (const path of addresses) {
    process.stdout.write(`${path.slice(0, 100).padEnd(100)}\r`)
    pages.push(await compare(path, houses, samples))
  }
  const slow = pages.filter(({ kept }) => !kept)
  console.log(`\n${linesOf(
    ["p95 ms", `at ${small.sessions}`, `at ${large.sessions}`, "ratio", "p50 at both", ""],
    pages.map(({ path, small, large, ratio, kept }) => [
      ...[
        path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…"),
        small.p95.toFixed(0),
        large.p95.toFixed(0),
        ratio.toFixed(1),
      ],
      ...[`${small.p50.toFixed(0)}, ${large.p50.toFixed(0)}`, kept ? "" : "slow"],
    ]),
  )}

${slow.length} of ${pages.length} take more than ${most.milliseconds} ms or more than ${most.ratio} times what they take in the small house.
${(["small", "large"] as const)
  .map((size) => ({ size, ...archive[size] }))
  .map(
    ({ size, megabytes, seconds, before, most }) =>
      `The archive of the ${size} house: ${megabytes} MB in ${seconds} s, for which the server grows from ${before} to ${most} MB.`,
  )
  .join("\n")}`)
  for (const { app } of Object.values(houses)) await app.stop()
  await houses.large.database.drop()
  return { samples, sizes: { small, large }, pages, archive }
}

/** The small house with one of everything in it, and the large one made from it. */
async function build(): Promise<{ addresses: string[]; houses: { small: House; large: House } }> {
  const database = await renewOwnDatabase()
  const first = await startApp(settings)
  const cast = await gather(first.origin)
  await first.stop()
  await fillHouse(database, small)
  const copy = await copyDatabase(database)
  await fillHouse(copy, large, small)
  const open = async (house: TestDatabase): Promise<House> => {
    const app = await startApp({ ...settings, databaseUrl: house.url })
    const owner = new Visitor(app.origin)
    for (const [name, value] of cast.visitors.owner.cookies) owner.cookies.set(name, value)
    return { database: house, app, owner }
  }
  const [{ id }] = (await database.query<{ id: string }>(
    "SELECT id FROM group_sessions WHERE slug LIKE 'bulk-%' AND status = 'finished' ORDER BY starts_at DESC LIMIT 1",
  )) as [{ id: string }]
  const over = ["", "/attendance", "/print/list", "/print/briefing"].map((way) => `/organizer/sessions/${id}${way}`)
  return {
    addresses: [...deskAddresses(cast), ...over, ...searches],
    houses: { small: await open(database), large: await open(copy) },
  }
}

async function compare(path: string, houses: { small: House; large: House }, samples: number): Promise<PageFigures> {
  const times = { small: [] as number[], large: [] as number[] }
  const warmUp = 3
  for (let round = -warmUp; round < samples; round++)
    for (const size of ["small", "large"] as const) {
      const start = performance.now()
      const { status } = await houses[size].owner.send(path)
      if (status !== 200) throw new Error(`${path} answers ${status} in the ${size} house`)
      if (round >= 0) times[size].push(performance.now() - start)
      houses[size].owner.received.length = 0
    }
  const of = (list: number[]): Times => ({ p50: percentile(list, 0.5), p95: percentile(list, 0.95) })
  const [few, many] = [of(times.small), of(times.large)]
  const ratio = many.p95 / few.p95
  return { path, small: few, large: many, ratio, kept: ratio <= most.ratio && many.p95 <= most.milliseconds }
}

/** Takes everything out, without keeping what comes. */
async function takeArchive({ app, owner }: House) {
  const before = memoryMb(app.pid)
  const start = performance.now()
  const { most, result: bytes } = await mostMemoryMb(app.pid, async () => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const answer = await fetch(`${app.origin}/organizer/settings/transfer/archive`, {
      method: "POST",
      body: new FormData(),
      headers: { cookie, origin: app.origin },
    })
    if (!answer.ok || !answer.body) throw new Error(`the archive is answered with ${answer.status}`)
    let size = 0
    for await (const chunk of answer.body) size += (chunk as Uint8Array).length
    return size
  })
  const seconds = Math.round(performance.now() - start) / 1000
  return { megabytes: Math.round(bytes / 1e5) / 10, seconds, before, most }
}
