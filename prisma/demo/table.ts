import type { Industry, SizeBand } from "@/lib/people/schema"

/** Somebody at the table, by their number, with what they say of their company. */
type Seated = {
  person: number
  industry: Industry
  sizeBand: SizeBand
  /** Has promised confidentiality. */
  pledged?: boolean
  /** What they have approved for the others to see. */
  card?: { line: string; showName: boolean; showCompany: boolean }
  /** Has turned the cards of the others. */
  shown?: boolean
  /** What they have said to the organizer alone. */
  objection?: string
}

/** Everybody of the closed round of the next days: each step that somebody there can have taken. */
export const demoTable: Seated[] = [
  {
    ...{ person: 2, industry: "manufacturing", sizeBand: "from_50", pledged: true, shown: true },
    card: { line: "Geschäftsführung, Industrie, 50–249 Beschäftigte", showName: true, showCompany: false },
  },
  { person: 8, industry: "trade", sizeBand: "from_1" },
  {
    ...{ person: 10, industry: "construction", sizeBand: "from_250", pledged: true },
    card: { line: "Vorstand, Bau, 250–999 Beschäftigte", showName: false, showCompany: false },
  },
  {
    ...{ person: 11, industry: "manufacturing", sizeBand: "from_250", pledged: true },
    card: { line: "Geschäftsführung, Lebensmittel, drei Werke", showName: true, showCompany: true },
  },
  { person: 12, industry: "manufacturing", sizeBand: "from_50", pledged: true },
  {
    ...{ person: 17, industry: "technology", sizeBand: "from_50", pledged: true, shown: true },
    card: { line: "Geschäftsführung, Sensorik, Familienunternehmen", showName: false, showCompany: false },
    objection:
      "Schablone Lebensmittel ist unser größter Kunde. Dort kann ich nicht offen über unsere Vorhaben sprechen.",
  },
]

/** Who sees the round, and who has not promised yet: both have their mailed links in the mailbox of the demo. */
export const demoSeated = demoTable.find(({ shown, objection }) => shown && !objection)!
export const demoUnpledged = demoTable.find(({ pledged }) => !pledged)!
