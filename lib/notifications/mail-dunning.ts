import type { Tx } from "@/lib/db"
import { invoiceContent } from "@/lib/invoices/schema"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import type { Activity } from "@/prisma/generated/client"
import { appointmentOf } from "./facts"
import { queueMail } from "./queue-mail"
import { dunningKinds } from "./rules-recipients"

/** Nobody is reminded of what they have paid meanwhile: looked at when it is sent, and in vain after that. */
const usefulDays = 3

/** Reminds whoever gets the invoices of a booking that one of them is not paid, each once a step. */
export async function mailPaymentReminder(tx: Tx, activity: Activity): Promise<void> {
  const { reminderId } = activity.detail as { reminderId: string }
  const { invoice, step, openCents, sentAt } = await tx.paymentReminder.findUniqueOrThrow({
    where: { id: reminderId },
    include: { invoice: { include: { booking: { include } } } },
  })
  const { billingProfile, seats, ...booking } = invoice.booking
  const [seat] = seats
  if (!billingProfile || !seat || !invoice.dueOn) return
  const { reference, issuedOn } = invoiceContent.parse(invoice.content)
  const settings = await getSettings(tx)
  const { iban } = settings.invoicing
  const params = {
    ...{ bookingId: booking.id, role: "recipient" as const, to: billingProfile.companyName },
    generation: billingProfile.linkGeneration,
    ...{ reference: booking.reference, appointment: appointmentOf(seat.groupSession, booking.locale) },
    ...{ number: reference, issuedOn, dueOn: localDayOf(invoice.dueOn, "UTC") },
    amount: { cents: openCents, currency: invoice.currency },
    account: iban ? { holder: settings.company.name, iban } : null,
  }
  for (const recipient of billingProfile.emails)
    await queueMail(tx, {
      ...{ kind: dunningKinds[step - 1]!, occasion: `reminded:${invoice.id}:${step}`, recipient, params },
      ...{ locale: booking.locale, bookingId: booking.id, sessionId: seat.groupSessionId },
      usefulUntil: new Date(sentAt.getTime() + usefulDays * 24 * 3_600_000),
    })
}

const include = {
  billingProfile: true,
  seats: { include: { groupSession: { include: { format: true } } }, orderBy: { createdAt: "desc" }, take: 1 },
} as const
