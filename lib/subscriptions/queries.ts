import { readCursor, writeCursor } from "@/lib/cursor"
import { db } from "@/lib/db"
import { containing } from "@/lib/input"
import type { FormatText } from "@/lib/sessions/schema"
import type { Locale, Prisma } from "@/prisma/generated/client"
import { readSubscriptionToken } from "./token"

export type OwnSubscription = {
  id: string
  /** Null is every format. */
  format: string | null
  /** Of the dates; null is any. */
  language: Locale | null
  confirmed: boolean
}

/** What the mailbox of this token has subscribed, the token's own first; null when there is nothing behind it. */
export async function findOwnSubscriptions(token: string, locale: Locale): Promise<OwnSubscription[] | null> {
  const id = readSubscriptionToken(token)
  const own = id && (await db.subscription.findUnique({ where: { id } }))
  if (!own) return null
  const rows = await db.subscription.findMany({
    where: { email: own.email },
    include: { format: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
  return rows
    .sort((a, b) => Number(b.id === id) - Number(a.id === id))
    .map((row) => ({
      id: row.id,
      format: nameOf(row, locale),
      language: row.language,
      confirmed: row.confirmedAt !== null,
    }))
}

/** In which language its mails are; German where there is nothing behind the token. */
export async function findSubscriptionLocale(token: string): Promise<Locale> {
  const id = readSubscriptionToken(token)
  return (id && (await db.subscription.findUnique({ where: { id } }))?.locale) || "de"
}

export type Subscriber = OwnSubscription & { email: string; locale: Locale; createdAt: Date; confirmedAt: Date | null }

const pageSize = 50

/** Who wants to hear of new dates, for the desk, the newest first, with how many there are in all. */
export async function listSubscribers(
  locale: Locale,
  { q, cursor, limit = pageSize }: { q?: string; cursor?: string; limit?: number } = {},
): Promise<{ subscribers: Subscriber[]; confirmed: number; asked: number; nextCursor: string | null }> {
  const last = readCursor(cursor)
  const named: Prisma.SubscriptionWhereInput = q ? { email: { contains: containing(q).slice(1, -1) } } : {}
  const older: Prisma.SubscriptionWhereInput = last
    ? { OR: [{ createdAt: { lt: last.at } }, { createdAt: last.at, id: { lt: last.id } }] }
    : {}
  const [rows, confirmed, asked] = await Promise.all([
    db.subscription.findMany({
      where: { AND: [named, older] },
      include: { format: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    }),
    db.subscription.count({ where: { confirmedAt: { not: null } } }),
    db.subscription.count({ where: { confirmedAt: null } }),
  ])
  const end = rows.length > limit ? rows[limit - 1] : undefined
  return {
    subscribers: rows.slice(0, limit).map((row) => ({
      ...{ id: row.id, email: row.email, format: nameOf(row, locale), language: row.language, locale: row.locale },
      ...{ confirmed: row.confirmedAt !== null, createdAt: row.createdAt, confirmedAt: row.confirmedAt },
    })),
    ...{ confirmed, asked, nextCursor: end ? writeCursor(end.createdAt, end.id) : null },
  }
}

const nameOf = ({ format }: { format: { texts: Prisma.JsonValue } | null }, locale: Locale): string | null =>
  format && (format.texts as Record<Locale, FormatText>)[locale].shortName
