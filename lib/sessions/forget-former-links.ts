import { transaction } from "@/lib/db"

/** Addresses that cannot be brought back any more are kept no longer. */
export async function forgetFormerLinks(options: { now?: Date } = {}): Promise<void> {
  await transaction(async (tx, now) => {
    await tx.$executeRaw`DELETE FROM meeting_links WHERE url IS NULL AND former_until <= ${now}`
    await tx.$executeRaw`
      UPDATE meeting_links SET former_url = NULL, former_until = NULL WHERE former_until <= ${now}`
  }, options)
}
