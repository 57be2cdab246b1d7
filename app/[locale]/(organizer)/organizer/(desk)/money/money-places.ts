import { z } from "zod"
import { itemChoices, type ItemChoice } from "@/lib/invoices/rules-dunning"

/** The parts of the money room below its first page, in the order in which they are shown; each is a folder. */
export const moneyParts = ["invoices", "vouchers", "revenue", "refunds", "exceptions"] as const

export type MoneyPlace = "open" | (typeof moneyParts)[number]

export const moneyPath = (place: MoneyPlace): string => `/organizer/money${place === "open" ? "" : `/${place}`}`

/** Where an invoice is taken back. */
export const stornoPath = (invoiceId: string): string => `${moneyPath("invoices")}/${invoiceId}/storno`

/** When who has not paid is reminded. */
export const remindersPath = `${moneyPath("open")}/reminders`

/** Which open items to show; part of the address. Anything else is what is open. */
export const showInput = z.enum(itemChoices).catch("open")

export const itemsPath = (show: ItemChoice): string => moneyPath("open") + (show === "open" ? "" : `?show=${show}`)

/** Where somebody says what is known of VAT. */
export const vatPath = "/organizer/settings/invoicing"

export const statementPath = `${moneyPath("open")}/statement`
