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
  /** Who waits for it: so many with their mailbox proved, one of them by a wish, and one who keeps a seat elsewhere. */
  waiting?: number
  /** Somebody has just given a seat back, and it is offered to the first who waits. */
  offered?: boolean
  /** About to be moved to this time, with a sentence to its people. */
  movingTo?: string
  placeText?: string
  capacity?: number
  /** What happened before a session of the past: seats given back so many days before it, and who came instead. */
  givenBack?: { daysBefore: number; refilledAfterHours?: number }[]
  /** Somebody sent a colleague. */
  handedOver?: boolean
  /** Of the confirmed people in the order of their booking; nobody has said yet where it is left out. */
  attendance?: { excused?: number; absent?: number }
  /** Somebody from the list comes under another address, as a person of their own until the two are merged. */
  again?: boolean
}

const onSite = "Altes Kesselhaus, Musterstraße 12, 12345 Musterstadt"

const online = "Videokonferenz"
const group = { format: "ki-gruppen-session", language: "de", time: "10:00", placeText: online } as const

/** Half a year behind us: enough to count, with a date whose people nobody has ticked off yet. */
const demoPast: DemoSession[] = [
  { ...group, weeks: -25, weekday: 4, confirmed: 4, attendance: { absent: 1 } },
  { ...group, weeks: -22, weekday: 4, confirmed: 6, again: true, givenBack: [{ daysBefore: 9 }], attendance: {} },
  { ...group, weeks: -19, weekday: 2, confirmed: 5, handedOver: true, attendance: { excused: 1 } },
  {
    ...{ ...group, format: "runde-vor-ort", time: "09:30", placeText: onSite, weeks: -16, weekday: 3, confirmed: 8 },
    ...{ givenBack: [{ daysBefore: 1.5 }], attendance: { absent: 1 } },
  },
  {
    ...{ ...group, weeks: -13, weekday: 4, confirmed: 8 },
    ...{ givenBack: [{ daysBefore: 6, refilledAfterHours: 5 }, { daysBefore: 1 }], attendance: {} },
  },
  {
    ...{ ...group, weeks: -10, weekday: 4, confirmed: 8, handedOver: true, attendance: { excused: 1 } },
    givenBack: [{ daysBefore: 12, refilledAfterHours: 19 }],
  },
  {
    ...{ ...group, weeks: -6, weekday: 4, confirmed: 8, state: "guaranteed", attendance: { absent: 1 } },
    givenBack: [
      { daysBefore: 8, refilledAfterHours: 3 },
      { daysBefore: 5, refilledAfterHours: 30 },
    ],
  },
  {
    ...{ ...group, format: "runde-vor-ort", time: "09:30", placeText: onSite, weeks: -3, weekday: 2, confirmed: 7 },
    ...{ handedOver: true, givenBack: [{ daysBefore: 4, refilledAfterHours: 7 }], attendance: { excused: 1 } },
  },
  { ...group, weeks: -1, weekday: 4, confirmed: 7 },
]

/** Every state a session can be in, over three months; the first upcoming one has room. */
export const demoPlan: DemoSession[] = [
  ...demoPast,
  {
    format: "ki-gruppen-session",
    language: "de",
    weeks: 2,
    weekday: 4,
    time: "10:00",
    confirmed: 6,
    state: "guaranteed",
    placeText: online,
  },
  {
    format: "ki-gruppen-session",
    language: "de",
    weeks: 3,
    weekday: 4,
    time: "10:00",
    confirmed: 8,
    state: "guaranteed",
    movingTo: "10:30",
    placeText: online,
  },
  { format: "ki-vertiefung", language: "de", weeks: 2, weekday: 5, time: "09:00", confirmed: 2 },
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
  { format: "werkstatt-vor-ort", language: "de", weeks: 3, weekday: 2, time: "13:00", confirmed: 4, placeText: onSite },
  { format: "ki-gruppen-session", language: "de", weeks: 10, weekday: 4, time: "10:00", confirmed: 0, held: 1 },
  { format: "ki-vertiefung", language: "en", weeks: 11, weekday: 2, time: "08:30", confirmed: 0 },
  { format: "ki-gruppen-session", language: "de", weeks: 12, weekday: 4, time: "10:00", confirmed: 0, state: "draft" },
  // Full, with people who wait: a seat that is given back here fills itself.
  { ...group, weeks: 4, weekday: 3, confirmed: 8, state: "guaranteed", waiting: 4 },
  { ...group, weeks: 6, weekday: 2, time: "14:00", confirmed: 8, state: "guaranteed", waiting: 2, offered: true },
  { format: "runde-vor-ort", language: "de", weeks: 13, weekday: 3, time: "09:30", confirmed: 2, placeText: onSite },
]

/** The first date of a series of drafts, every second week. */
export const demoSeries: DemoSession = {
  ...{ format: "ki-gruppen-session", language: "de", weeks: 14, weekday: 4, time: "10:00", confirmed: 0 },
}
