import { z } from "zod"
import { participantInput } from "@/lib/people/schema"
import type { Columns } from "./read-csv"
import { among, languageCell, type Words } from "./schema-cells"

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

const roleWords = {
  owner: ["Inhaber:in", "Owner", "Inhaber", "Inhaberin", "Gesellschafter", "Gesellschafterin"],
  managing_director: ["Geschäftsführung", "Managing director", "Geschäftsführer", "Geschäftsführerin"],
  board: ["Vorstand", "Board", "Vorständin"],
  general_manager: ["Werksleitung", "General manager", "Bereichsleitung"],
  department_head: ["Abteilungsleitung", "Department head"],
  other: ["Sonstige", "Other"],
} as const satisfies Words

export const personRow = participantInput.extend({
  role: z.preprocess(among(roleWords), z.enum(participantInput.shape.role.options, "role").default("other")),
  locale: languageCell,
})
export type PersonRow = z.output<typeof personRow>
