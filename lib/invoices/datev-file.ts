import type { Datev } from "@/lib/sessions/schema-datev"
import type { Posting } from "./rules-datev"
import type { Span } from "./rules-export"

/**
 * A batch of postings in the DATEV format: "EXTF", header 700, category 21, format version 13.
 *
 * developer.datev.de, file format "DATEV-Format": "Getting started" (quotes, line ends, character set), "Format
 * description: Header" (31 fields) and "Format description: Booking batch" (125 fields). A text stands in quotes, also an
 * empty one; a number never does. A line has no year: it is that of the fiscal year in the header.
 */

const numbered = (count: number, ...names: string[]) =>
  Array.from({ length: count }, (_, index) => names.map((name) => `${name} ${index + 1}`)).flat()

/** The heading of each column as DATEV's own sample has it; a text begins with a quote. */
const columns = [
  ...["Umsatz (ohne Soll/Haben-Kz)", '"Soll/Haben-Kennzeichen', '"WKZ Umsatz', "Kurs", "Basis-Umsatz"],
  ...['"WKZ Basis-Umsatz', "Konto", "Gegenkonto (ohne BU-Schlüssel)", '"BU-Schlüssel', "Belegdatum"],
  ...['"Belegfeld 1', '"Belegfeld 2', "Skonto", '"Buchungstext', "Postensperre", '"Diverse Adressnummer'],
  ...["Geschäftspartnerbank", "Sachverhalt", "Zinssperre", '"Beleglink'],
  ...numbered(8, '"Beleginfo - Art', '"Beleginfo - Inhalt'),
  ...['"KOST1 - Kostenstelle', '"KOST2 - Kostenstelle', "Kost-Menge", '"EU-Land u. UStID (Bestimmung)'],
  ...["EU-Steuersatz (Bestimmung)", '"Abw. Versteuerungsart', "Sachverhalt L+L", "Funktionsergänzung L+L"],
  ...["BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer", "BU 49 Funktionsergänzung"],
  ...numbered(20, '"Zusatzinformation - Art', '"Zusatzinformation- Inhalt'),
  ...["Stück", "Gewicht", "Zahlweise", '"Forderungsart', "Veranlagungsjahr", "Zugeordnete Fälligkeit", "Skontotyp"],
  ...['"Auftragsnummer', '"Buchungstyp', "USt-Schlüssel (Anzahlungen)", '"EU-Land (Anzahlungen)'],
  ...["Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)", "Erlöskonto (Anzahlungen)", '"Herkunft-Kz'],
  ...['"Buchungs GUID', "KOST-Datum", '"SEPA-Mandatsreferenz', "Skontosperre", '"Gesellschaftername'],
  ...["Beteiligtennummer", '"Identifikationsnummer', '"Zeichnernummer', "Postensperre bis"],
  ...['"Bezeichnung SoBil-Sachverhalt', "Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum"],
  ...["Datum Zuord. Steuerperiode", "Fälligkeit", '"Generalumkehr (GU)', "Steuersatz", '"Land'],
  ...['"Abrechnungsreferenz', "BVV-Position", '"EU-Land u. UStID (Ursprung)', "EU-Steuersatz (Ursprung)"],
  "Abw. Skontokonto",
]

const isText = (column: string) => column.startsWith('"')
const headingOf = (column: string) => (isText(column) ? column.slice(1) : column)

/** Without what ends a line or a file, and no longer than its field. */
const text = (value: string, most: number): string =>
  `"${[...value.normalize("NFC").replace(/\p{Cc}/gu, " ")].slice(0, most).join("").replaceAll('"', '""')}"`

const digits = (day: string) => day.replaceAll("-", "")

export type Batch = {
  postings: Posting[]
  datev: Datev
  /** As the period was asked for: "2026-12", "2026-Q4", "2026". */
  period: string
  span: Span
  fiscalYear: string
  /** In the zone of the house: "2026-12-07T09:00:00.000" */
  madeAt: string
}

/** The bytes of a batch: Windows-1252, each line with CR and LF. Nothing in it is locked (Festschreibung 0). */
export function datevFile({ postings, datev, period, span, fiscalYear, madeAt }: Batch): Uint8Array<ArrayBuffer> {
  const header = [
    ...['"EXTF"', "700", "21", '"Buchungsstapel"', "13", madeAt.replace(/\D/g, ""), "", '"RE"', '"Runde"', '""'],
    ...[datev.consultant, datev.client, digits(fiscalYear), datev.accountLength, digits(span.from), digits(span.to)],
    ...[text(`Rechnungen ${period}`, 30), '""', "1", "0", "0", '"EUR"', "", '""', "", ""],
    ...[`"${datev.chart?.slice(-2) ?? ""}"`, "", "", '""', '""'],
  ]
  const lines = [header, columns.map(headingOf), ...postings.map(fieldsOf)]
  return windows1252(lines.map((fields) => `${fields.join(";")}\r\n`).join(""))
}

function fieldsOf(posting: Posting): string[] {
  const { cents, side, account, contra, taxKey, day, document, euVatId } = posting
  const said: Record<string, string> = {
    "Umsatz (ohne Soll/Haben-Kz)": (cents / 100).toFixed(2).replace(".", ","),
    "Soll/Haben-Kennzeichen": `"${side}"`,
    "WKZ Umsatz": '"EUR"',
    ...{ Konto: account, "Gegenkonto (ohne BU-Schlüssel)": contra },
    "BU-Schlüssel": `"${taxKey?.padStart(4, "0") ?? ""}"`,
    Belegdatum: `${day.slice(8, 10)}${day.slice(5, 7)}`,
    "Belegfeld 1": text(document.replace(/[^\w$&%*+\-/]/g, "-"), 36),
    Buchungstext: text(posting.text, 60),
    "EU-Land u. UStID (Bestimmung)": text(euVatId ?? "", 15),
    Festschreibung: "0",
  }
  return columns.map((column) => said[headingOf(column)] ?? (isText(column) ? '""' : ""))
}

const letters = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
const byteOf = new Map([...letters].map((letter, byte) => [letter, byte]))

/** What the character set does not have loses its marks ("Ş" is "S"), or is a question mark. */
const windows1252 = (content: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(content, (letter) => byteOf.get(letter) ?? byteOf.get([...letter.normalize("NFD")][0]!) ?? 63)
