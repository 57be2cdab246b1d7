import { z } from "zod"

// PostgreSQL knows no year 0.
const place = z.tuple([z.iso.datetime().refine((instant) => instant >= "1970"), z.uuid()])

/** Where a list goes on: behind this one. Opaque to callers. */
export const toCursor = ({ startsAt, id }: { startsAt: Date; id: string }): string =>
  Buffer.from(JSON.stringify([startsAt.toISOString(), id])).toString("base64url")

/** Null for what is no cursor of ours. */
export function readCursor(cursor: string): { startsAt: Date; id: string } | null {
  try {
    const [startsAt, id] = place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()))
    return { startsAt: new Date(startsAt), id }
  } catch {
    return null
  }
}
