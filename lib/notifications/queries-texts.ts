import { db, type Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import type { Locale } from "@/prisma/generated/client"
import { type EditableKind, editableKinds, fitsOwnText, type OwnText, type Reader } from "./rules-texts"
import type { MailKind, MailParams } from "./schema"

type Queued = { kind: MailKind; locale: Locale; params: MailParams; sessionId?: string; bookingId?: string }

/** What the house says in this mail in its own words; null where it says nothing. A mail keeps what it was queued with. */
export async function findOwnText(
  tx: Tx,
  { kind, locale, params, sessionId, bookingId }: Queued,
): Promise<OwnText | null> {
  if (!editableKinds.includes(kind as EditableKind) || !fitsOwnText(kind, params)) return null
  const { role } = params as { role: Reader }
  const [own] = await tx.$queryRaw<OwnText[]>`
    SELECT subject, opening FROM mail_texts
     WHERE kind = ${kind} AND reader = ${role} AND locale = ${locale}::locale
       -- Who waits has no session yet.
       AND format_id = coalesce((SELECT format_id FROM group_sessions WHERE id = ${sessionId ?? null}::uuid),
             (SELECT format_id FROM waitlist_entries WHERE booking_id = ${bookingId ?? null}::uuid ORDER BY created_at DESC LIMIT 1))`
  return own ?? null
}

export type OwnTexts = Partial<Record<Locale, OwnText & { updatedAt: Date }>>

/** What a format says in one mail to one reader, by language. */
export async function findMailText(formatId: string, kind: EditableKind, reader: Reader): Promise<OwnTexts> {
  if (!isUuid(formatId)) return {}
  const rows = await db.mailText.findMany({ where: { formatId, kind, reader } })
  return Object.fromEntries(
    rows.map(({ locale, subject, opening, updatedAt }) => [locale, { subject, opening, updatedAt }]),
  )
}

/** Which mails of a format are in the house's own words: "confirmed participant". */
export async function listOwnTexts(formatId: string): Promise<Set<string>> {
  const rows = await db.mailText.findMany({ where: { formatId }, select: { kind: true, reader: true } })
  return new Set(rows.map(({ kind, reader }) => `${kind} ${reader}`))
}
