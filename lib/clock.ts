/** The present, for reads and texts. Writes take their time from the database (`transaction` in lib/db.ts). */
export const now = (): Date => new Date()
