import { randomUUID } from "node:crypto"
import type { TestDatabase } from "../support/database"
import { publishedSession } from "../support/sessions"

/**
 * Sessions for one sample: copies of one that was published in the usual way, 500 seats each. Afterwards they are
 * called off and their jobs forgotten, so that the list and the queue are the same for every sample.
 */
export async function withSessions<Result>(
  database: TestDatabase,
  size: number,
  work: (ids: string[]) => Promise<Result>,
): Promise<Result> {
  const first = await publishedSession({ capacity: 500, startsInDays: 80 })
  const copies = await database.query<{ id: string }>(
    `INSERT INTO group_sessions (format_id, slug, status, starts_at, ends_at, local_start, capacity, minimum, published_at)
     SELECT format_id, slug || '-' || n, status, starts_at, ends_at, local_start, capacity, minimum, published_at
       FROM group_sessions, generate_series(2, $2) n WHERE id = $1 RETURNING id`,
    [first, size],
  )
  const ids = [first, ...copies.map(({ id }) => id)]
  const ofThisSample = `'{${ids.join()}}'::uuid[]`
  try {
    return await work(ids)
  } finally {
    // One transaction: the last requests of a sample may still be on their way.
    await database.query(`
      SELECT count(*) FROM lock_sessions(${ofThisSample});
      UPDATE seats SET state = 'released', release_reason = 'session_cancelled', released_at = now()
       WHERE state <> 'released' AND group_session_id = ANY (${ofThisSample});
      UPDATE group_sessions SET status = 'cancelled', cancelled_at = now() WHERE id = ANY (${ofThisSample})`)
    await database.query("DELETE FROM graphile_worker._private_jobs")
    await database.query("VACUUM ANALYZE")
  }
}

const somebody = { givenName: "Petra", familyName: "Muster", role: "owner" } as const
const email = () => `${randomUUID()}@muster.example`

/** The nth booking as it is sent to the API, each from an address of its own. */
export const bookingRequest = (sessionId: string, n: number) => ({
  method: "POST" as const,
  path: "/api/v1/bookings",
  headers: {
    "content-type": "application/json",
    "x-forwarded-for": `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
  },
  body: JSON.stringify({
    ...{ requestId: randomUUID(), sessionId, participant: { ...somebody, company: "Muster GmbH", email: email() } },
    ...{ locale: "de", businessUse: true, acceptTerms: true },
  }),
})

/** The same booking as the arguments of hold_seat. */
export const holdArguments = (sessionId: string) => [
  sessionId,
  randomUUID(),
  randomUUID(),
  JSON.stringify({
    ...{ ...somebody, companyName: "Muster GmbH", email: email(), locale: "de" },
    ...{ reference: `R-${randomUUID()}`, businessUseVersion: "2026-11", termsVersion: "2026-11" },
  }),
]
