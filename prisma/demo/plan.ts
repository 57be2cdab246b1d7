/** One session of the demo: when it is relative to the day of the seed, and who is in it. */
export type DemoSession = {
  format: string
  language: "de" | "en"
  /** Counted from the Monday of this week. */
  weeks: number
  /** 1 is Monday. */
  weekday: number
  time: string
  confirmed: number
  /** Verified and waiting for the organizer's answer. */
  requested?: number
  /** Typed, but not verified. */
  held?: number
  state?: "draft" | "guaranteed" | "cancelled"
  placeText?: string
  capacity?: number
  /** Somebody from the list comes under another address, as a person of their own until the two are merged. */
  again?: boolean
}

const onSite = "Altes Kesselhaus, Musterstraße 12, 12345 Musterstadt"

/** Every state a session can be in, over three months; the first upcoming one has room. */
export const demoPlan: DemoSession[] = [
  {
    format: "ki-gruppen-session",
    language: "de",
    weeks: -6,
    weekday: 4,
    time: "10:00",
    confirmed: 7,
    state: "guaranteed",
  },
  {
    format: "runde-vor-ort",
    language: "de",
    weeks: -3,
    weekday: 2,
    time: "09:30",
    confirmed: 6,
    placeText: onSite,
    again: true,
  },
  {
    format: "ki-gruppen-session",
    language: "de",
    weeks: 2,
    weekday: 4,
    time: "10:00",
    confirmed: 6,
    state: "guaranteed",
  },
  {
    format: "ki-gruppen-session",
    language: "de",
    weeks: 3,
    weekday: 4,
    time: "10:00",
    confirmed: 8,
    state: "guaranteed",
  },
  { format: "ki-vertiefung", language: "de", weeks: 4, weekday: 2, time: "08:30", confirmed: 2, requested: 1 },
  { format: "offene-fragestunde", language: "de", weeks: 4, weekday: 5, time: "12:00", confirmed: 3 },
  {
    format: "ki-gruppen-session",
    language: "de",
    weeks: 5,
    weekday: 2,
    time: "16:00",
    confirmed: 3,
    state: "cancelled",
  },
  { format: "ki-gruppen-session", language: "en", weeks: 7, weekday: 4, time: "16:00", confirmed: 3, capacity: 6 },
  { format: "ki-gruppen-session", language: "de", weeks: 8, weekday: 4, time: "10:00", confirmed: 7 },
  { format: "runde-vor-ort", language: "de", weeks: 9, weekday: 3, time: "09:30", confirmed: 4, placeText: onSite },
  { format: "ki-gruppen-session", language: "de", weeks: 10, weekday: 4, time: "10:00", confirmed: 0, held: 1 },
  { format: "ki-vertiefung", language: "en", weeks: 11, weekday: 2, time: "08:30", confirmed: 0 },
  { format: "ki-gruppen-session", language: "de", weeks: 12, weekday: 4, time: "10:00", confirmed: 0, state: "draft" },
]
