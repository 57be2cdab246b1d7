import { randomInt } from "node:crypto"

// Without letters that are taken for a digit.
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** A code that nobody guesses: 40 bits in eight letters. */
export const suggestCode = (): string => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("")
