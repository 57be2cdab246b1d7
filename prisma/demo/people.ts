/** Clearly invented people at addresses that cannot exist (RFC 2606). */
export const demoPeople = [
  ["Petra", "Muster", "Muster Anlagenbau GmbH", "managing_director"],
  ["Jonas", "Beispiel", "Beispiel & Söhne KG", "owner"],
  ["Karin", "Probe", "Probe Verpackungen GmbH", "managing_director"],
  ["Thomas", "Vorlage", "Vorlage Logistik GmbH", "general_manager"],
  ["Sabine", "Entwurf", "Entwurf Möbelwerke AG", "board"],
  ["Michael", "Platzhalter", "Platzhalter Feinblech GmbH", "owner"],
  ["Andrea", "Skizze", "Skizze Medizintechnik GmbH", "managing_director"],
  ["Stefan", "Modell", "Modell Gießerei GmbH & Co. KG", "managing_director"],
  ["Ulrike", "Fallbeispiel", "Fallbeispiel Handels GmbH", "owner"],
  ["Henning", "Schema", "Schema Druckhaus GmbH", "general_manager"],
  ["Claudia", "Raster", "Raster Bau AG", "board"],
  ["Bernd", "Schablone", "Schablone Lebensmittel GmbH", "managing_director"],
  ["Meike", "Testfeld", "Testfeld Agrartechnik GmbH", "managing_director"],
  ["Frank", "Musterhaus", "Musterhaus Immobilien GmbH", "owner"],
  ["Yasemin", "Paradigma", "Paradigma Textil GmbH", "managing_director"],
  ["Oliver", "Exempel", "Exempel Werkzeugbau GmbH", "owner"],
  ["Birgit", "Leitfaden", "Leitfaden Pflegedienste gGmbH", "general_manager"],
  ["Rainer", "Prototyp", "Prototyp Sensorik GmbH", "managing_director"],
] as const

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .replace(/[^a-z]+/g, "-")

/** The person of that number, as typed into the form; numbers beyond the list begin again. */
export function demoPerson(index: number) {
  const [givenName, familyName, company, role] = demoPeople[index % demoPeople.length] as (typeof demoPeople)[number]
  const domain = plain(company.split(" ").slice(0, 2).join(" ")).replace(/-+$/, "")
  const email = `${plain(givenName)}.${plain(familyName)}@${domain}.example`
  // Not everybody gives a number.
  const phone = index % 3 === 0 ? `+49 711 5550${100 + (index % demoPeople.length)}` : undefined
  return { givenName, familyName, company, role, email, phone }
}

/** Jonas Beispiel with a new address and another spelling of his company. */
export const demoPersonAgain = {
  givenName: "Jonas",
  familyName: "Beispiel",
  company: "Beispiel und Soehne KG",
  role: "owner",
  email: "jonas.beispiel@beispielgruppe.example",
  phone: "+49 89 1234567",
} as const

/** What the organizer has written down, by the number of the person. */
export const demoNotes = [
  [0, "Möchte nach der Gruppe ein 1:1 zur Angebotserstellung. Am besten vormittags anrufen."],
  [1, "Kam über Petra Muster. Fragt nach einem Termin vor Ort in Süddeutschland."],
  [4, "Termine bitte immer über das Sekretariat."],
] as const

/** Every fifth has an assistant who books for them, each time. */
export function demoBooker(index: number) {
  const { familyName, email } = demoPerson(index)
  return (index % demoPeople.length) % 5 === 4
    ? { name: `Sekretariat ${familyName}`, email: email.replace(/^[^@]+/, "sekretariat") }
    : undefined
}
