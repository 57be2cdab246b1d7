import { db, type Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import type { UploadKind } from "@/prisma/generated/client"

export type Upload = { id: string; fileName: string; text: string }

/** A file that was brought along and not yet imported. */
export async function findUpload(id: string, kind: UploadKind, tx: Tx = db): Promise<Upload | null> {
  if (!isUuid(id)) return null
  return tx.upload.findFirst({ where: { id, kind }, select: { id: true, fileName: true, text: true } })
}
