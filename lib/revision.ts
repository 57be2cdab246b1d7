import { createHash } from "node:crypto"

/** Names what somebody has read: the same for the same, so that it needs no counter. */
export const revisionOf = (read: object): string =>
  createHash("sha256").update(JSON.stringify(read, inOrder)).digest("base64url")

/** The same tree is the same text, in whatever order its parts were written. */
const inOrder = (_: string, value: unknown) =>
  value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
