/**
 * What a new format begins with, so that a name is all that has to be typed: the size in which two cases fit into 90
 * minutes, free of charge, and texts that are true of most rounds. They are German, as the public pages are first.
 */
export const usualFormat: Record<string, string> = {
  kind: "group",
  place: "online",
  admission: "reviewed",
  lengthMinutes: "90",
  capacity: "8",
  minimum: "4",
  decisionWorkingDays: "5",
  guarantee: "at_minimum",
  decisionTimes: "08:00, 16:00",
  vatRateBasisPoints: "19",
  "payBy.invoice": "on",
  invoiceDays: "14",
  "terms.finalPercent": "0",
  "terms.waivedWhenRefilled": "on",
  "texts.de.lead": "Ein offener Austausch mit Menschen, die dieselbe Verantwortung tragen.",
  "texts.de.forWhom": "Für Eigentümer:innen und Geschäftsführungen mittelständischer Unternehmen.",
  "texts.de.notForWhom":
    "Wenn Sie eine Schulung suchen oder etwas verkaufen möchten, ist diese Runde nicht das Richtige.",
  "texts.de.agenda": [
    "5: Ankommen und Vertraulichkeit",
    "10: Standortbild: Wo stehen vergleichbare Häuser",
    "50: Zwei Fälle aus der Runde",
    "20: Was davon bei Ihnen trägt",
    "5: Ihr nächster Schritt",
  ].join("\n"),
}

/** Terms to begin with, as the fields of the form; what a preset does not name becomes empty. */
export const termPresets: Record<"pilot" | "standard", Record<string, string>> = {
  pilot: { "terms.finalPercent": "0", "terms.waivedWhenRefilled": "on", priceNetCents: "" },
  standard: {
    ...{ "terms.steps.0.daysBefore": "14", "terms.steps.0.percent": "0" },
    ...{ "terms.steps.1.daysBefore": "3", "terms.steps.1.percent": "50" },
    "terms.finalPercent": "100",
    "terms.rebookFreeDays": "7",
    "terms.waivedWhenRefilled": "on",
  },
}
