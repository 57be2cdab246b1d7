import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { type Locale, locales } from "@/lib/sessions/schema"
import { type EditableKind, findFault, type OwnText, parts, type Reader } from "./rules-texts"

type Save = { formatId: string; kind: EditableKind; reader: Reader; texts: Record<Locale, OwnText> }

/**
 * Says one mail of a format in the house's own words, in both languages; null is the standard text, which is how one goes back
 * to it. It holds for mails that are occasioned from now on. The log keeps what was said before and after, by language.
 * Refuses a text that a mail could not be made of (`text_broken`; `findFault` says where and why).
 */
export async function saveMailText(
  { formatId, kind, reader, texts }: Save,
  by: By,
): Promise<Outcome<{ changed: boolean }, "not_found" | "text_broken">> {
  const faulty = locales.some((locale) =>
    parts.some((part) => texts[locale][part] !== null && findFault(texts[locale][part], kind, part) !== null),
  )
  if (faulty) return refuse("text_broken")
  return transaction(async (tx, now) => {
    const [format] = await tx.$queryRaw<object[]>`SELECT id FROM formats WHERE id = ${formatId}::uuid FOR NO KEY UPDATE`
    if (!format) return refuse("not_found")
    let changed = false
    for (const locale of locales) {
      const key = { formatId, kind, reader, locale }
      const row = await tx.mailText.findUnique({ where: { formatId_kind_reader_locale: key } })
      const before = { subject: row?.subject ?? null, opening: row?.opening ?? null }
      const after = texts[locale]
      if (parts.every((part) => before[part] === after[part])) continue
      changed = true
      await tx.mailText.deleteMany({ where: key })
      if (after.subject !== null || after.opening !== null)
        await tx.mailText.create({ data: { ...key, ...after, updatedAt: now } })
      const detail = { ...key, before, after }
      await recordActivity(tx, "format.mail_text_changed", { actor: by.actor, detail, at: now })
    }
    return { ok: true, changed }
  }, by)
}
