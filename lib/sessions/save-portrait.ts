import { createHash } from "node:crypto"
import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import type { Outcome } from "@/lib/errors"
import { toSquare } from "@/lib/picture"

/**
 * Keeps the picture of whoever runs the house, in place of the one before. Refuses what is too large
 * (`picture_too_large`) or no photograph (`picture_unreadable`).
 */
export async function savePortrait(
  input: { bytes: Uint8Array },
  by: By,
): Promise<Outcome<{ hash: string }, "picture_too_large" | "picture_unreadable">> {
  const square = await toSquare(input.bytes)
  if (!square.ok) return square
  const bytes = new Uint8Array(square.webp)
  const hash = createHash("sha256").update(bytes).digest("hex")
  return transaction(async (tx, now) => {
    const data = { hash, bytes, updatedAt: now }
    await tx.portrait.upsert({ where: { id: 1 }, create: { id: 1, ...data }, update: data })
    await recordActivity(tx, "settings.portrait_changed", { actor: by.actor, at: now })
    return { ok: true, hash }
  }, by)
}
