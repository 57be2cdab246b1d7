import { randomInt } from "node:crypto"

/**
 * The address of a session. Without its date, which would be wrong after a move; of letters that cannot be confused, and
 * so many that a thousand at once do not meet (40 bits).
 */
export const makeSlug = (format: string): string =>
  `${format}-${Array.from({ length: 8 }, () => "abcdefghjkmnpqrstvwxyz23456789"[randomInt(30)]).join("")}`
