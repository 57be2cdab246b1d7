import { decodeText } from "@/lib/decode-text"
import { db, transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { UploadKind } from "@/prisma/generated/client"

const maxBytes = 5 * 1024 ** 2

/**
 * Keeps a file between looking at what it would do and doing it, in a table of its own that no archive holds. Refuses
 * what is larger than 5 MB (`file_too_large`) and what is no text (`file_unreadable`).
 */
export async function keepUpload(
  input: { kind: UploadKind; fileName: string; bytes: Uint8Array; teamMemberId: string },
  by: { now?: Date } = {},
): Promise<Outcome<{ uploadId: string }, "file_too_large" | "file_unreadable">> {
  const { bytes, kind, teamMemberId: uploadedById } = input
  if (bytes.length > maxBytes) return refuse("file_too_large")
  if (bytes.includes(0)) return refuse("file_unreadable")
  const text = decodeText(bytes)
  const fileName = input.fileName.replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, 200)
  return transaction(async (tx, now) => {
    const data = { kind, fileName, text, uploadedById, createdAt: now }
    const { id } = await tx.upload.create({ data, select: { id: true } })
    return { ok: true, uploadId: id }
  }, by)
}

/** Forgets what was brought along and not imported. Runs daily. */
export async function forgetUploads(): Promise<void> {
  await db.$executeRaw`DELETE FROM uploads WHERE created_at < now() - interval '1 day'`
}
