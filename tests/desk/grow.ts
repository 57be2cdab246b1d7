import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import type { Cast } from "../access/cast"
import { of } from "../round/closed-world"
import type { TestDatabase } from "../support/database"

const times = (count: number, work: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, work)).then(() => {})

/** Two ask for a seat in the closed round: one of a company nobody has to doubt, and one who has only typed a name. */
export async function askForRound({ world, closed }: Cast): Promise<void> {
  const house = `haus-${randomUUID().slice(0, 8)}`
  for (const domain of [`${house}.example`, "gmail.com"]) {
    const person = { ...of("Probe", `${house} GmbH`, domain), email: `${house}@${domain}` }
    await world.book(person, closed, { now: new Date() })
  }
}

/**
 * Gives everything that a page of the desk is about many of whatever can be many: people to a session, dates to a
 * person and to a series, versions to a format, members to the team, sign-ins to the owner, changes that wait.
 */
export async function grow({ query }: TestDatabase, cast: Cast): Promise<void> {
  const { book, session, karin, reviewed, round, personId, inSeries, uploads, ids, world } = cast
  await times(15, () => book())
  await times(5, () => book({ held: true }))
  await times(10, () => book({ sessionId: reviewed.id }))
  await times(12, async () => world.book(karin.person, await session(), { now: new Date() }))
  await times(10, () => askForRound(cast))
  const { formatId } = await db.groupSession.findUniqueOrThrow({ where: { id: cast.closed.id } })
  for (let days = 60; days < 65; days++) await session({ formatId, days })
  for (let version = 0; version < 8; version++)
    await query("UPDATE formats SET capacity = capacity + 1 WHERE id = $1", [world.formats.instant])
  await query(
    `INSERT INTO group_sessions (format_id, series_id, slug, status, starts_at, ends_at, local_start, capacity, minimum, host_id, published_at)
     SELECT format_id, series_id, slug || '-' || n, status, t, t + interval '90 minutes', to_char(t, 'YYYY-MM-DD"T"HH24:MI'), capacity, minimum, host_id, published_at
       FROM group_sessions, generate_series(2, 20) n, LATERAL (SELECT starts_at + n * interval '7 days' AS t) l WHERE id = $1`,
    [inSeries],
  )
  await query(
    "INSERT INTO team_members (email, name, role, joined_at) SELECT 'mitglied.' || n || '@runde.example', 'Mitglied ' || n, 'host', now() FROM generate_series(1, 12) n",
  )
  await query(
    "INSERT INTO auth_sessions (team_member_id, expires_at) SELECT $1, now() + interval '1 hour' FROM generate_series(1, 8)",
    [ids.owner],
  )
  await query(
    `INSERT INTO passkeys (team_member_id, credential_id, public_key, name) SELECT $1, 'credential ' || n, '\\x00', 'Gerät ' || n FROM generate_series(1, 5) n`,
    [ids.owner],
  )
  await query(
    "INSERT INTO person_notes (participant_id, author_id, text) SELECT $1, $2, 'Notiz ' || n FROM generate_series(1, 12) n",
    [personId, ids.owner],
  )
  await query("UPDATE uploads SET text = 'E-Mail' || repeat(E'\\nx', 20) WHERE id = $1", [uploads.people])
  await query(
    `INSERT INTO planned_changes (group_session_id, kind, payload, revision, effective_at)
     SELECT id, 'cancel', '{"kind": "cancel"}', revision, now() + interval '10 minutes' FROM group_sessions
      WHERE status = 'published' AND starts_at > now() AND id <> $1 ORDER BY starts_at LIMIT 10`,
    [round.id],
  )
  await query(
    "UPDATE mails SET state = 'failed', last_error = '550 mailbox unavailable', created_at = now() WHERE id IN (SELECT id FROM mails WHERE kind = 'confirmed' LIMIT 5)",
  )
}
