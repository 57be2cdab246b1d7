import type { Wish } from "@/lib/waitlist/schema"

const day = (weekday: number, from: string, until: string): Wish => ({ weekday, from, until })

/** Whom no date suits, by the number of the person, and when they could: on Tuesday mornings they come together. */
export const demoWishes: { format: string; person: number; wishes: Wish[] }[] = [
  { format: "ki-gruppen-session", person: 6, wishes: [day(2, "08:00", "10:00"), day(5, "08:00", "09:30")] },
  { format: "ki-gruppen-session", person: 9, wishes: [day(2, "08:30", "12:00")] },
  { format: "ki-gruppen-session", person: 10, wishes: [day(2, "07:30", "09:00"), day(1, "17:00", "18:30")] },
  { format: "ki-gruppen-session", person: 12, wishes: [day(2, "08:00", "11:00"), day(1, "16:30", "18:00")] },
  { format: "ki-gruppen-session", person: 14, wishes: [day(2, "08:30", "09:30")] },
  { format: "ki-gruppen-session", person: 16, wishes: [day(2, "08:00", "12:00"), day(5, "09:00", "10:00")] },
  { format: "ki-gruppen-session", person: 17, wishes: [day(1, "17:30", "19:00")] },
  { format: "ki-vertiefung", person: 8, wishes: [day(3, "17:00", "18:30")] },
  { format: "ki-vertiefung", person: 11, wishes: [day(3, "16:00", "18:00")] },
]
