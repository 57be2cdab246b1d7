import { z } from "zod"
import { UploadKind } from "@/prisma/generated/enums"

/** What can be brought along as a list. */
export const uploadKinds = Object.values(UploadKind)
export type { UploadKind }

/** What stands in manifest.json of an archive. */
export const manifest = z.object({
  format: z.literal("runde-archive-1"),
  madeAt: z.iso.datetime(),
  /** The names of the migrations of the database it was made from. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]{1,60}$/),
      rows: z.int().min(0),
      /** SHA-256 of the table's file, in hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.output<typeof manifest>
