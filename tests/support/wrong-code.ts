/** Six digits that are not these. */
export const wrongCode = (right: string): string => (right === "000000" ? "000001" : "000000")
