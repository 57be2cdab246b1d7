import { randomUUID } from "node:crypto"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { closedWorld, of } from "../round/closed-world"
import { startApp } from "../support/server"
import { by, done } from "../support/world"
import { linesOf, median, percentile } from "./report"

const firm = (name: string, n: number) => of(`${name}${n}`, `Firma ${n} GmbH`, `firma${n}.example`)

/**
 * How long a request of a closed round takes, where nobody stands against it and where the company has a seat, in turn: by
 * the time of an answer nobody can tell the one from the other. The ratio is that of neighbours, since what else the
 * machine does changes.
 */
export async function benchRound({ samples }: { samples: number }) {
  const { closedFormat, session } = await closedWorld({ now: new Date() })
  const capacity = Math.min(500, samples * 2)
  const day = `${new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)}T10:00`
  const rooms = {
    clean: (await session(closedFormat, day, { capacity })).id,
    colliding: (await session(closedFormat, day, { capacity })).id,
  }
  const organizer = by("organizer", new Date())
  for (let n = 0; n < samples; n++) {
    // As many in both, and in the one of them who is going to ask.
    for (const [sessionId, who] of [
      [rooms.clean, n + samples],
      [rooms.colliding, n],
    ] as const) {
      const participant = firm("Gast", who)
      done(await addByHand({ requestId: randomUUID(), sessionId, participant, locale: "de" }, organizer))
    }
  }
  const app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0" } })
  const post = async (path: string, body: object) => {
    const start = performance.now()
    const answer = await fetch(`${app.origin}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    const { reference } = (await answer.json()) as { reference: string }
    return { took: performance.now() - start, ok: answer.ok, reference }
  }
  const took = {
    clean: { booking: [] as number[], code: [] as number[] },
    colliding: { booking: [] as number[], code: [] as number[] },
  }
  const agreed = { locale: "de", businessUse: true, acceptTerms: true, noSales: true }
  let refused = 0
  for (let n = 0; n < samples; n++) {
    for (const room of n % 2 ? (["clean", "colliding"] as const) : (["colliding", "clean"] as const)) {
      const participant = firm("Chef", n)
      const booking = await post("/bookings", {
        requestId: randomUUID(),
        sessionId: rooms[room],
        participant,
        ...agreed,
      })
      const { id } = await db.booking.findUniqueOrThrow({
        where: { reference: booking.reference },
        select: { id: true },
      })
      const code = await post(`/bookings/${booking.reference}/verification`, { code: deriveCode("booking", id, 1) })
      if (!booking.ok || !code.ok) refused++
      // The first ones are for warming up.
      if (n < 5) continue
      took[room].booking.push(booking.took)
      took[room].code.push(code.took)
    }
  }
  await app.stop()
  const steps = (["booking", "code"] as const).map((step) => {
    const [clean, colliding] = [took.clean[step], took.colliding[step]]
    const ratio = median(colliding.map((time, index) => time / clean[index]!))
    return {
      step,
      clean: median(clean),
      colliding: median(colliding),
      p95: [percentile(clean, 0.95), percentile(colliding, 0.95)],
      ratio,
    }
  })
  const body = steps.map(({ step, clean, colliding, p95, ratio }) => [
    ...[step, clean.toFixed(1), colliding.toFixed(1), p95.map((time) => time.toFixed(1)).join(", "), ratio.toFixed(2)],
  ])
  console.log(`\n${linesOf(["request of a closed round", "clean ms", "colliding ms", "p95 of both", "ratio"], body)}
${refused} were refused.`)
  return { samples, steps, refused }
}
