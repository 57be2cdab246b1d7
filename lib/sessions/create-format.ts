import { db } from "@/lib/db"
import type { FormatInput } from "./schema"

/** Creates what can be offered. @returns the format's id @throws on a slug that is taken */
export async function createFormat(input: FormatInput): Promise<string> {
  const { id } = await db.format.create({ data: input, select: { id: true } })
  return id
}
