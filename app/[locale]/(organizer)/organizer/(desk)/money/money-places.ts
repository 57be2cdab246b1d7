/** The parts of the money room below its first page, in the order in which they are shown; each is a folder. */
export const moneyParts = ["invoices", "vouchers", "revenue", "refunds", "exceptions"] as const

export type MoneyPlace = "open" | (typeof moneyParts)[number]

export const moneyPath = (place: MoneyPlace): string => `/organizer/money${place === "open" ? "" : `/${place}`}`
