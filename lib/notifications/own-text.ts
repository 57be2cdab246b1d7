import { formatMoney } from "@/lib/money"
import { formatDate, formatDateTime, formatPlainDay } from "@/lib/time-zone"
import { type Desk, type Letter, paragraph, sayAppointment } from "./letter"
import { fillText, leavesOutUntil, ownTextShape, type Variable } from "./rules-texts"
import type { Appointment, MailKind, MailParams, UnpaidFacts } from "./schema"

type Facts = MailParams &
  Partial<Pick<UnpaidFacts, "number" | "amount">> & {
    dueOn?: string | null
    to?: string
    participant?: string
    reference?: string
    appointment?: Appointment | null
    before?: Appointment | null
    decideAt?: string | null
    expiresAt?: string
  }

/**
 * The letter in the house's own words: its subject, and its first paragraph, which may be several. They are filled as text,
 * like our own, so nothing in them is markup or a header. Where they leave out until when it stands, our paragraph that says
 * so stays behind them.
 */
export function withOwnText(
  desk: Desk,
  letter: Letter,
  { kind, facts, ownText }: { kind: MailKind; facts: MailParams; ownText?: unknown },
): Letter {
  const own = ownTextShape.safeParse(ownText)
  if (!own.success) return letter
  const values = valuesOf(desk, facts)
  const subject = own.data.subject && fillText(own.data.subject, values)
  const opening = own.data.opening && fillText(own.data.opening, values)
  const first = letter.blocks.findIndex(({ type }) => type === "paragraph")
  if (!opening || first < 0) return { ...letter, subject: subject || letter.subject }
  const replaced = leavesOutUntil(kind, own.data.opening!) ? 0 : 1
  const blocks = letter.blocks.toSpliced(first, replaced, ...opening.split(/\n{2,}/).map(paragraph))
  return { ...letter, subject: subject || letter.subject, blocks }
}

function valuesOf(desk: Desk, facts: Facts): Partial<Record<Variable, string>> {
  const { to, participant = to, reference, appointment, before, decideAt, expiresAt, number, amount, dueOn } = facts
  const { locale } = desk
  const until = expiresAt ?? decideAt
  const dated = appointment && sayAppointment(desk, appointment)
  return {
    ...{ name: to, participant, reference },
    ...(dated && { date: dated.date, dateTime: dated.dateTime, format: appointment.format, place: dated.place }),
    ...(appointment && until && { until: formatDateTime(new Date(until), appointment.timeZone, locale) }),
    ...(before && { before: formatDate(new Date(before.startsAt), before.timeZone, locale) }),
    ...(amount && { amount: formatMoney(amount.cents, amount.currency, locale) }),
    ...(dueOn && { invoice: number, dueOn: formatPlainDay(dueOn, locale) }),
  }
}
