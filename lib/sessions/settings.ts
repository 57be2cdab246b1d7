import { type Actor, recordActivity } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { differences } from "@/lib/differences"
import { type SettingsData, settingsInput } from "./schema"

/** Clearly a placeholder, so that a fresh installation has pages before anybody has filled them in. */
export const defaultSettings: SettingsData = {
  name: "Runde",
  timeZone: "Europe/Berlin",
  region: null,
  organizer: {
    name: "Erika Beispiel",
    role: { de: "Moderation und Beratung", en: "Facilitation and consulting" },
    about: {
      de: "Hier stellt sich vor, wer die Runde moderiert. Den Text ersetzen Sie in den Einstellungen.",
      en: "The person who facilitates the round introduces themselves here. Replace this text in the settings.",
    },
    email: "kontakt@runde.example",
  },
  company: {
    name: "Beispiel Beratung",
    street: "Musterstraße 1",
    postalCode: "12345",
    city: "Musterstadt",
    country: { de: "Deutschland", en: "Germany" },
    responsible: "Erika Beispiel",
  },
  legal: { version: "2026-11", texts: {} },
}

/** The organizer's settings, or placeholders until they are saved for the first time. */
export async function getSettings(tx: Tx = db): Promise<SettingsData> {
  const row = await tx.settings.findUnique({ where: { id: 1 } })
  // What a newer version adds comes from the placeholders until it is set.
  return row ? settingsInput.parse({ ...defaultSettings, ...(row.data as object) }) : defaultSettings
}

/** Saves all settings. */
export async function saveSettings(data: SettingsData, by: { actor: Actor; now?: Date }): Promise<void> {
  await transaction(async (tx, now) => {
    const before = await tx.settings.findUnique({ where: { id: 1 } })
    await tx.settings.upsert({ where: { id: 1 }, create: { id: 1, data }, update: { data } })
    const detail = differences((before?.data as object | undefined) ?? {}, data) ?? {}
    await recordActivity(tx, "settings.changed", { actor: by.actor, detail, at: now })
  }, by)
}
