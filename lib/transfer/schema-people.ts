import { z } from "zod"
import { participantInput } from "@/lib/people/schema"
import type { Columns } from "./read-csv"
import { among, languageCell } from "./schema-cells"

export const peopleColumns = {
  givenName: ["Vorname", "Given name", "First name"],
  familyName: ["Nachname", "Family name", "Last name", "Surname", "Name"],
  title: ["Titel", "Title"],
  company: ["Unternehmen", "Company", "Firma"],
  role: ["Funktion", "Role", "Rolle", "Position"],
  email: ["E-Mail", "E-mail", "E-Mail-Adresse", "E-mail address", "Mail"],
  phone: ["Telefon", "Phone", "Telefonnummer", "Telephone"],
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
export const personRow = participantInput.extend({
  role: z.preprocess(among(roles), z.enum(participantInput.shape.role.options, "role").default("other")),
  locale: languageCell,
})
export type PersonRow = z.output<typeof personRow>
