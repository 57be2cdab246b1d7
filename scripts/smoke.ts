import { randomUUID } from "node:crypto"
import { Complaint, main } from "./complaint"

/**
 * Books a seat over HTTP in a running demo, as a person would: list, hold, code from the mailbox, verification, move
 * to another date, give back. Prints one line a step. Usage: smoke.ts http://localhost:3000
 */
const origin = process.argv[2] ?? "http://localhost:3000"

type Session = {
  id: string
  admission: string
  bookable: boolean
  seatsFree: number
  price: object | null
}
type Answer = { status: number; body: Record<string, unknown> }

await main(async () => {
  await until("the app is healthy", async () => (await ask("GET", "/api/health")).status === 200)
  const { sessions } = (await expectStatus(200, ask("GET", "/api/v1/sessions"))) as { sessions: Session[] }
  const instant = sessions.filter(({ admission, bookable }) => admission === "instant" && bookable)
  // From one that costs nothing to one that does.
  const [first, second] = [instant.find(({ price }) => !price), instant.find(({ price }) => price)]
  if (!first || !second)
    throw new Complaint("The demo has no instant sessions with a free seat, one free of charge and one with a price.")
  step(`${sessions.length} sessions are listed`)

  const billing = { street: "Probenweg 1", postalCode: "80331", city: "München", country: "DE" }
  const email = `probe-${randomUUID().slice(0, 8)}@rauchzeichen.example`
  const participant = { givenName: "Paula", familyName: "Probe", company: "Rauchzeichen GmbH", role: "owner", email }
  const booking = {
    requestId: randomUUID(),
    sessionId: first.id,
    participant,
    locale: "de",
    businessUse: true,
    acceptTerms: true,
  }
  const held = await expectStatus(201, ask("POST", "/api/v1/bookings", booking))
  const path = `/api/v1/bookings/${String(held.reference)}`
  step(`a seat is held as ${String(held.reference)}`)

  const code = await mailedCode(email)
  const { manageToken, status } = await expectStatus(200, ask("POST", `${path}/verification`, { code }))
  if (status !== "confirmed") throw new Complaint(`The seat is ${String(status)}, not confirmed.`)
  step("the code from the mailbox confirms it")

  const token = String(manageToken)
  await expectStatus(200, ask("POST", `${path}/rebooking`, { sessionId: second.id, billing }, token))
  step("it moves to a date that is paid for")
  await expectStatus(200, ask("POST", `${path}/release`, {}, token))
  const free = async () =>
    ((await expectStatus(200, ask("GET", `/api/v1/sessions/${first.id}`))) as unknown as Session).seatsFree
  if ((await free()) !== first.seatsFree) throw new Complaint("The seat that was given back is not free again.")
  step("it is given back, and the seat is free again")
})

async function mailedCode(to: string): Promise<string> {
  let code: string | undefined
  await until("the code arrives", async () => {
    const { body } = await ask("GET", `/api/demo/mail?to=${encodeURIComponent(to)}`)
    const [newest] = (body.messages ?? []) as { text: string }[]
    code = /\b\d{6}\b/.exec(newest?.text ?? "")?.[0]
    return code !== undefined
  })
  return code!
}

async function ask(method: string, path: string, body?: object, token?: string): Promise<Answer> {
  const headers = {
    ...(body && { "Content-Type": "application/json" }),
    ...(token && { Authorization: `Bearer ${token}` }),
  }
  const response = await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, body: (text.startsWith("{") ? JSON.parse(text) : {}) as Answer["body"] }
}

async function expectStatus(status: number, answer: Promise<Answer>): Promise<Answer["body"]> {
  const given = await answer
  if (given.status !== status)
    throw new Complaint(`Expected ${status}, got ${given.status}: ${JSON.stringify(given.body)}`)
  return given.body
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Complaint(`Waited 30 s in vain until ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function step(what: string): void {
  console.log(`  ${what}`)
}
