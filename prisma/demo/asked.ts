import type { DemoSession } from "./plan"

/** People of the next working day, by their numbers, and what they said when they were asked whether they come. */
export const demoAsked = {
  /** Asked a working day earlier than usual, so that on any day the silent ones are to be called. */
  rules: { days: 7, questionDays: 3, againDays: 2, minutes: 60, atTime: null },
  session: {
    ...{ format: "offene-fragestunde", language: "de", time: "12:00", placeText: "Videokonferenz" },
    ...{ weeks: 0, weekday: 1, confirmed: 6, capacity: 6 },
  } satisfies DemoSession,
  people: [
    { person: 11, answer: "coming" },
    { person: 12, answer: "coming" },
    { person: 13, answer: "not_coming" },
    { person: 14, answer: "coming" },
    { person: 15, phone: "+49 911 2345678" },
    { person: 16, phone: "+49 821 3456789" },
  ] as { person: number; answer?: "coming" | "not_coming"; phone?: string }[],
}
