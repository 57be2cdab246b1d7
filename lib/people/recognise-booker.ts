import type { Tx } from "@/lib/db"

/** Whoever booked for somebody else, once they have proved their mailbox; what they call themselves last is their name. */
export async function recogniseBooker(tx: Tx, bookingId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bookers (email, name, created_at)
    SELECT booker_email, booker_name, ${now}::timestamptz FROM bookings WHERE id = ${bookingId}::uuid AND booker_email IS NOT NULL
    ON CONFLICT (email) DO UPDATE SET name = excluded.name`
}

/**
 * Who is named as the new assistant, or was one: known from then on, and never renamed by somebody who names them.
 * @returns the booker's id
 */
export async function nameBooker(tx: Tx, booker: { name: string; email: string }, now: Date): Promise<string> {
  const [{ id }] = await tx.$queryRaw<[{ id: string }]>`
    INSERT INTO bookers (email, name, created_at) VALUES (${booker.email}, ${booker.name}, ${now}::timestamptz)
    ON CONFLICT (email) DO UPDATE SET name = bookers.name RETURNING id`
  return id
}
