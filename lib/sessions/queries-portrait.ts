import { db } from "@/lib/db"

/** The hash of the portrait, which is its address; null without one. */
export async function findPortraitHash(): Promise<string | null> {
  const portrait = await db.portrait.findUnique({ where: { id: 1 }, select: { hash: true } })
  return portrait?.hash ?? null
}

/** The portrait with this hash (WebP); null when it is another one by now. */
export async function findPortrait(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const portrait = await db.portrait.findFirst({ where: { hash }, select: { bytes: true } })
  return portrait && new Uint8Array(portrait.bytes)
}
