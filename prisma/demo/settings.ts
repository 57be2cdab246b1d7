import { vatRows } from "@/lib/payments/rules-vat"
import type { SettingsData } from "@/lib/sessions/schema"
import { defaultSettings } from "@/lib/sessions/settings"

/** The house of the demo: an invented consultant. */
export const demoSettings: SettingsData = {
  ...defaultSettings,
  name: "Runde",
  timeZone: "Europe/Berlin",
  region: "BY",
  organizer: {
    name: "Martin Mustermann",
    role: { de: "Berater für KI im Mittelstand", en: "Consultant for AI in mid-size companies" },
    about: {
      de: "Ich begleite seit vielen Jahren mittelständische Unternehmen bei Entscheidungen über Technik. In der Runde moderiere ich, ich verkaufe nichts und ich berichte niemandem, wer da war.",
      en: "For many years I have accompanied mid-size companies in decisions about technology. In the group I facilitate, I sell nothing, and I tell nobody who was there.",
    },
    email: "martin.mustermann@beratung.example",
    phone: "+49 30 23125 000",
  },
  company: {
    name: "Mustermann Beratung",
    street: "Musterstraße 12",
    postalCode: "12345",
    city: "Musterstadt",
    country: { de: "Deutschland", en: "Germany" },
    vatId: "DE000000000",
    responsible: "Martin Mustermann",
  },
  legal: { version: "2026-11", texts: {} },
  invoicing: {
    ...defaultSettings.invoicing,
    taxNumber: "12/345/67890",
    iban: "DE02120300000000202051",
    confirmedVatRows: vatRows(false).map(({ row }) => row),
  },
}
