/** What a line is for. */
export type Supply = "session" | "fee"

export type Vat = { category: "S" | "AE" | "E" | "O"; rateBasisPoints: number }

/**
 * The VAT of a line: of a session by the rate of its format; a fee for giving a seat back is compensation and has none
 * (CJEU C-277/05). Null where nobody has decided it: it is not guessed.
 */
export const vatOf = (supply: Supply, rateBasisPoints: number): Vat | null =>
  supply === "fee" ? { category: "O", rateBasisPoints: 0 } : { category: "S", rateBasisPoints }
