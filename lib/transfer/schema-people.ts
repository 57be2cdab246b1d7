import { z } from "zod"
import { participantInput } from "@/lib/bookings/schema"
import type { Columns } from "./read-csv"

/** The columns of a list of people, by the headings they may have. */
export const peopleColumns = {
  givenName: ["Vorname", "Given name", "First name", "givenName"],
  familyName: ["Nachname", "Family name", "Last name", "Surname", "familyName"],
  title: ["Titel", "Title"],
  company: ["Unternehmen", "Firma", "Company"],
  role: ["Funktion", "Rolle", "Role"],
  email: ["E-Mail", "E-Mail-Adresse", "Mail", "email"],
  phone: ["Telefon", "Phone"],
  locale: ["Sprache", "Language", "locale"],
} as const satisfies Columns

/** How people write a role in a list, beside its own name. */
const roles: Record<string, string> = {
  inhaber: "owner",
  inhaberin: "owner",
  gesellschafter: "owner",
  gesellschafterin: "owner",
  geschäftsführer: "managing_director",
  geschäftsführerin: "managing_director",
  geschäftsführung: "managing_director",
  "managing director": "managing_director",
  vorstand: "board",
  vorständin: "board",
  werksleitung: "general_manager",
  bereichsleitung: "general_manager",
  abteilungsleitung: "department_head",
}
const languages: Record<string, string> = { deutsch: "de", german: "de", englisch: "en", english: "en" }

const among = (known: Record<string, string>) => (typed: unknown) =>
  typeof typed === "string" ? (known[typed.toLowerCase()] ?? typed.toLowerCase()) : typed

export const personRow = participantInput.extend({
  role: z.preprocess(among(roles), z.enum(participantInput.shape.role.options, "role").default("other")),
  locale: z.preprocess(among(languages), z.enum(["de", "en"], "language").default("de")),
})
export type PersonRow = z.output<typeof personRow>
