import ICAL from "ical.js"
import nodeIcal from "node-ical"
import type { received } from "./mail-server"

/** What a calendar makes of an entry. */
export type Read = {
  method: string
  uid: string
  sequence: number
  status: string
  start: string
  end: string
  summary: string
  attendees: string[]
  organizer: string
}

const mailto = (text: unknown) =>
  String(text ?? "")
    .replace(/^mailto:/i, "")
    .toLowerCase()

function withIcalJs(text: string): Read[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  return calendar.getAllSubcomponents("vevent").map((event) => {
    const value = (name: string) => String(event.getFirstPropertyValue(name) ?? "")
    const at = (name: string) => (event.getFirstPropertyValue(name) as ICAL.Time).toJSDate().toISOString()
    return {
      ...{ method: String(calendar.getFirstPropertyValue("method") ?? ""), uid: value("uid"), status: value("status") },
      ...{ sequence: Number(value("sequence")), start: at("dtstart"), end: at("dtend"), summary: value("summary") },
      attendees: event.getAllProperties("attendee").map((each) => mailto(each.getFirstValue())),
      organizer: mailto(value("organizer")),
    }
  })
}

type Party = string | { val: string } | undefined
const partyOf = (party: Party) => mailto(typeof party === "object" ? party.val : party)

function withNodeIcal(text: string): Read[] {
  const parsed = Object.values(nodeIcal.sync.parseICS(text))
  return parsed.flatMap((event) => {
    if (event?.type !== "VEVENT") return []
    const attendees = event.attendee === undefined ? [] : [event.attendee].flat()
    return [
      {
        ...{ method: String(event.method ?? ""), uid: event.uid, status: String(event.status ?? "") },
        sequence: Number(event.sequence),
        ...{ start: event.start.toISOString(), end: event.end!.toISOString(), summary: String(event.summary) },
        attendees: attendees.map((party) => partyOf(party as Party)),
        organizer: partyOf(event.organizer),
      },
    ]
  })
}

/** Reads a calendar file with two parsers that know nothing of each other; where they disagree, it is ours that is wrong. */
export function readCalendar(text: string): Read[] {
  const [one, other] = [withIcalJs(text), withNodeIcal(text)]
  const byUid = (reads: Read[]) => [...reads].sort((a, b) => (a.uid < b.uid ? -1 : 1))
  if (JSON.stringify(byUid(one)) !== JSON.stringify(byUid(other)))
    throw new Error(`two readings of one calendar:\n${JSON.stringify(one)}\n${JSON.stringify(other)}`)
  return one
}

/** The entry that came with a mail, as two parsers read it; null when there was none. */
export function readEntry(mail: (typeof received)[0]["mail"]): Read | null {
  const file = mail.attachments.find(
    ({ contentType }) => contentType === "text/calendar" || contentType === "application/ics",
  )
  return file ? (readCalendar(file.content.toString("utf8"))[0] ?? null) : null
}

/** A calendar as people have one: keeps of each UID what came with the highest SEQUENCE, takes out what is cancelled. */
export function calendarAfter(entries: Read[]): Read[] {
  const kept = new Map<string, Read>()
  for (const entry of entries) if (entry.sequence >= (kept.get(entry.uid)?.sequence ?? -1)) kept.set(entry.uid, entry)
  // RFC 5546: only METHOD:CANCEL takes an entry out; a REQUEST, whatever its status, puts it in.
  return [...kept.values()].filter(({ method }) => method !== "CANCEL")
}
