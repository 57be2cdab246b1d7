/** What the house says of a confirmed seat in its own words; English keeps the standard text. */
export const demoText = {
  kind: "confirmed",
  reader: "participant",
  texts: {
    de: {
      subject: "Schön, dass Sie dabei sind: {date}",
      opening:
        "Ihr Platz am {dateTime} ist bestätigt. Ich freue mich auf den Austausch mit Ihnen.\n\nBringen Sie gern eine Frage mit, die Sie gerade beschäftigt; vorbereiten müssen Sie nichts.",
    },
    en: { subject: null, opening: null },
  },
} as const

/** Who wants to hear of new dates, of the one format or of all; the last one has not confirmed yet. */
export const demoSubscribers: [email: string, onlyThis: boolean][] = [
  ["inga.neugier@neugier-werkzeuge.example", true],
  ["office@brandt-feinmechanik.example", false],
  ["torsten.wartet@wartet-logistik.example", true],
  ["m.spaeter@spaeter-druckguss.example", false],
]
