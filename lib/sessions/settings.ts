import { type By, recordActivity } from "@/lib/activity"
import { db, transaction, type Tx } from "@/lib/db"
import { differences } from "@/lib/differences"
import { drawnAccent } from "@/lib/palette"
import { type Limits, limitsOf } from "./rules-retention"
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
  accent: drawnAccent,
  languages: "de_en",
  retention: { personMonths: 36, mailMonths: 12, unprovedDays: 30, signInDays: 90, roundDays: 14 },
  invoicing: { smallBusiness: false, series: { invoice: "RE", creditNote: "ST" }, confirmedVatRows: [] },
  dunning: { days: [3, 10, 21], byItself: false },
  datev: { accountLength: 4, fiscalMonth: 1, accounts: {}, taxKeys: {} },
}

/** The organizer's settings, or placeholders until they are saved for the first time. */
export async function getSettings(tx: Tx = db): Promise<SettingsData> {
  const row = await tx.settings.findUnique({ where: { id: 1 } })
  // What a newer version adds comes from the placeholders until it is set.
  return row ? settingsInput.parse({ ...defaultSettings, ...(row.data as object) }) : defaultSettings
}

/** What is before these instants has been kept long enough, as the house has set it. */
export async function getLimits(now: Date, tx: Tx = db): Promise<Limits> {
  const { retention, timeZone } = await getSettings(tx)
  return limitsOf(retention, timeZone, now)
}

/** Saves these settings; the others stay as they are, also when somebody saves them at the same moment. */
export async function saveSettings(data: Partial<SettingsData>, by: By): Promise<void> {
  await transaction(async (tx, now) => writeSettings(tx, await lockSettings(tx, now), data, { ...by, now }), by)
}

/** What is set, without placeholders, and nobody else sets anything meanwhile. */
export async function lockSettings(tx: Tx, now: Date): Promise<Partial<SettingsData>> {
  const [row] = await tx.$queryRaw<[{ data: object }]>`SELECT lock_settings(${now}::timestamptz) AS data`
  return row.data
}

/** Writes over locked settings what is new in them. */
export async function writeSettings(
  tx: Tx,
  before: Partial<SettingsData>,
  data: Partial<SettingsData>,
  { actor, now }: By & { now: Date },
): Promise<void> {
  const saved: SettingsData = { ...defaultSettings, ...before, ...data }
  await tx.settings.update({ where: { id: 1 }, data: { data: saved } })
  const detail = differences(before, saved) ?? {}
  await recordActivity(tx, "settings.changed", { actor, detail, at: now })
}
