import { formatMoney } from "@/lib/money"
import { formatPlainDay } from "@/lib/time-zone"
import { action, type Block, type Desk, factsOf, type Letter, note, paragraph } from "../letter"
import type { DocumentFacts, MailParams } from "../schema"

/** To the recipients of invoices: what a document says of itself, and nothing of who sits where. */
export function invoiceLetter(desk: Desk, params: MailParams<"invoice">): Letter {
  const { t, locale } = desk
  const { number, amount, dueOn, paid } = params
  const money = (cents: number) => formatMoney(cents, amount.currency, locale)
  const due = dueOn && formatPlainDay(dueOn, locale)
  return {
    ...frameOf(desk, t("billing.mail.invoice.subject", { number })),
    blocks: [
      paragraph(t("billing.mail.invoice.text", { number })),
      paragraph(due ? t("billing.mail.invoice.due", { due }) : t("billing.mail.invoice.paid")),
      factsOf([
        ...documentFacts(desk, params),
        [t("billing.facts.gross"), money(amount.cents)],
        [t("billing.facts.paid"), paid && money(paid.cents)],
        [t("billing.facts.payable"), paid && money(amount.cents - paid.cents)],
        [t("billing.facts.due"), due],
      ]),
      ...wayTo(desk, params),
    ],
  }
}

export function creditNoteLetter(desk: Desk, params: MailParams<"credit_note">): Letter {
  const { t, locale } = desk
  const { number, amount, corrects } = params
  const whole = String(params.whole)
  return {
    ...frameOf(desk, t("billing.mail.creditNote.subject", { number, whole })),
    blocks: [
      paragraph(t("billing.mail.creditNote.text", { corrects, whole })),
      factsOf([
        ...documentFacts(desk, params),
        [t("billing.facts.corrects"), corrects],
        [t("billing.facts.credited"), formatMoney(amount.cents, amount.currency, locale)],
      ]),
      ...wayTo(desk, params),
    ],
  }
}

const frameOf = ({ t }: Desk, subject: string) => ({
  subject,
  title: subject,
  greeting: t("mail.greetingPlain"),
})

const documentFacts = ({ t, locale }: Desk, { number, issuedOn, company, reference }: DocumentFacts) =>
  [
    [t("billing.facts.number"), number],
    [t("billing.facts.issued"), formatPlainDay(issuedOn, locale)],
    [t("billing.facts.buyer"), company],
    [t("billing.facts.booking"), reference],
  ] satisfies [string, string][]

function wayTo({ t, links }: Desk, { bookingId, generation, profile }: DocumentFacts): Block[] {
  const attached = note(t(`billing.mail.attached.${profile}`))
  if (generation === null) return [attached]
  return [action(t("billing.mail.open"), links.invoices(bookingId, generation)), attached]
}
