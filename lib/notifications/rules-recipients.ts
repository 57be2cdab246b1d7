import type { Booking } from "@/prisma/generated/client"
import type { BookingFacts, MailKind, MailParams } from "./schema"

/** Kinds of mail that are about one booking. */
export type BookingKind = {
  [Kind in MailKind]: MailParams<Kind> extends BookingFacts ? Kind : never
}[MailKind]

/** Kinds that carry a document, to whoever pays. */
type DocumentKind = "invoice" | "credit_note"
/** Kinds that are about an invoice nobody has paid, by the step. */
export const dunningKinds = ["payment_reminder", "payment_demand", "payment_last_demand"] as const
type DunningKind = (typeof dunningKinds)[number]

/** Who a booking has: who takes part, who booked for them, who pays; and who had one of these parts until now. */
export type Part = "participant" | "booker" | "recipient" | "former"

/**
 * What somebody is told: nothing; by mail; only where nobody booked for them; by mail with the calendar entry, where
 * theirs is the calendar that was chosen; or only there.
 */
type Told = "no" | "yes" | "alone" | "calendar" | "keeper"

const row = (participant: Told, booker: Told, recipient: Told, former: Told): Record<Part, Told> => ({
  ...{ participant, booker, recipient, former },
})

/**
 * Who is told what of a booking: the one place that says so. The participant gets what is personal, the booker dates,
 * changes and what has to be answered, the recipient of invoices invoices and nothing else. Codes and lost links are not
 * here: they go to whoever typed an address.
 */
// prettier-ignore
const matrix: Record<BookingKind | DocumentKind | DunningKind, Record<Part, Told>> = {
  //                               participant  booker      recipient  former
  reserved:               row("yes",       "yes",      "no",      "no"),
  confirmed:              row("calendar",  "calendar", "no",      "no"),
  declined:               row("yes",       "yes",      "no",      "no"),
  released:               row("calendar",  "calendar", "no",      "no"),
  rebooked:               row("calendar",  "calendar", "no",      "no"),
  rebooking_requested:    row("yes",       "yes",      "no",      "no"),
  rebooking_declined:     row("yes",       "yes",      "no",      "no"),
  // The new person's first word is about them; who was replaced reads that they are, and not by whom.
  substitute:             row("calendar",  "no",       "no",      "no"),
  substituted:            row("no",        "calendar", "no",      "calendar"),
  substitution_requested: row("yes",       "yes",      "no",      "no"),
  substitution_declined:  row("yes",       "yes",      "no",      "no"),
  request_withdrawn:      row("yes",       "yes",      "no",      "no"),
  session_moved:          row("calendar",  "calendar", "no",      "no"),
  session_cancelled:      row("calendar",  "calendar", "no",      "no"),
  session_guaranteed:     row("yes",       "yes",      "no",      "no"),
  // It is the person's day and the booker's calendar: whoever of them answers first has answered.
  merge_question:         row("yes",       "yes",      "no",      "no"),
  reminder:               row("yes",       "yes",      "no",      "no"),
  // Whoever keeps the calendar knows, and one of two answers is enough.
  question:               row("alone",     "yes",      "no",      "no"),
  question_again:         row("alone",     "yes",      "no",      "no"),
  // With the way in, which is the participant's alone.
  last_reminder:          row("yes",       "no",       "no",      "no"),
  // That no fee is owed any more.
  refilled:               row("yes",       "yes",      "no",      "no"),
  // How somebody can be reached who wished for it too: nobody else's matter.
  contact_exchanged:      row("yes",       "no",       "no",      "no"),
  payment_returned:       row("yes",       "yes",      "no",      "no"),
  // Participant and booker find them on their page; to who gets them no more goes what takes back what they got.
  invoice:                row("no",        "no",       "yes",     "no"),
  credit_note:            row("no",        "no",       "yes",     "yes"),
  // Whoever cares for the booking pays again.
  payment_failed:         row("alone",     "yes",      "no",      "no"),
  refund_failed:          row("alone",     "yes",      "no",      "no"),
  payment_reminder:       row("no",        "no",       "yes",     "no"),
  payment_demand:         row("no",        "no",       "yes",     "no"),
  payment_last_demand:    row("no",        "no",       "yes",     "no"),
  waiting:                row("yes",       "yes",      "no",      "no"),
  waitlist_ended:         row("yes",       "yes",      "no",      "no"),
  waitlist_removed:       row("yes",       "yes",      "no",      "no"),
  // Everybody who waits reads the same, so that nobody learns how they stand.
  opened:                 row("yes",       "yes",      "no",      "no"),
  offer:                  row("yes",       "yes",      "no",      "no"),
  offer_lapsed:           row("yes",       "yes",      "no",      "no"),
  // That a booker asked in vain is the person's own matter.
  duplicate:              row("yes",       "no",       "no",      "no"),
  calendar_renamed:       row("keeper",    "keeper",   "no",      "no"),
  calendar_moved:         row("calendar",  "calendar", "no",      "no"),
  booker_named:           row("no",        "calendar", "no",      "no"),
  booker_changed:         row("calendar",  "no",       "no",      "no"),
  booker_replaced:        row("no",        "no",       "no",      "calendar"),
  entry_booker:           row("yes",       "yes",      "no",      "yes"),
}

export const told = (kind: BookingKind | DocumentKind | DunningKind, part: Part): Told => matrix[kind][part]

type Holders = Pick<Booking, "email" | "bookerEmail" | "calendarFor">

/** Whether somebody else booked. Who has both parts in one mailbox is one reader, the participant. */
export const hasBooker = ({ email, bookerEmail }: Pick<Holders, "email" | "bookerEmail">): boolean =>
  bookerEmail !== null && bookerEmail !== email

/** Whether the entry of a booking is in this one's calendar. Without a booker there is one calendar. */
export const keepsEntry = ({ calendarFor, ...holders }: Holders, part: Part): boolean =>
  hasBooker(holders) ? calendarFor === part || (calendarFor === "both" && part !== "former") : part === "participant"

/** Who keeps the entry, as it was chosen. */
export const keepers = (holders: Holders): ("participant" | "booker")[] =>
  (["participant", "booker"] as const).filter((part) => keepsEntry(holders, part))

/** Who reads a mail of this kind about this booking, and whether the entry goes with it. */
export function readersOf(
  kind: BookingKind,
  holders: Holders,
): { part: "participant" | "booker"; withEntry: boolean }[] {
  const parts = hasBooker(holders) ? (["participant", "booker"] as const) : (["participant"] as const)
  return parts.flatMap((part) => {
    const share = told(kind, part)
    const keeps = keepsEntry(holders, part)
    if (share === "no" || (share === "alone" && parts.length > 1) || (share === "keeper" && !keeps)) return []
    return [{ part, withEntry: (share === "calendar" || share === "keeper") && keeps }]
  })
}
