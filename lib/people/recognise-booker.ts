import type { Tx } from "@/lib/db"

/** Whoever booked for somebody else, once they have proved their mailbox; what they call themselves last is their name. */
export async function recogniseBooker(tx: Tx, bookingId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bookers (email, name, created_at)
    SELECT booker_email, booker_name, ${now}::timestamptz FROM bookings WHERE id = ${bookingId}::uuid AND booker_email IS NOT NULL
    ON CONFLICT (email) DO UPDATE SET name = excluded.name`
}
