import { ibanGroups } from "@/lib/invoices/rules-giro"
import { formatMoney } from "@/lib/money"
import { formatPlainDay } from "@/lib/time-zone"
import { action, type Desk, factsOf, type Letter, note, paragraph } from "../letter"
import type { UnpaidFacts } from "../schema"

/** The three steps by which who pays is reminded: each says the same facts, in firmer words. */
export const paymentReminderLetter = (desk: Desk, facts: UnpaidFacts): Letter => letter(desk, facts, "reminder")
export const demandLetter = (desk: Desk, facts: UnpaidFacts): Letter => letter(desk, facts, "demand")
export const lastDemandLetter = (desk: Desk, facts: UnpaidFacts): Letter => letter(desk, facts, "lastDemand")

function letter(
  { t, locale, links }: Desk,
  { to, number, issuedOn, dueOn, amount, reference, account, bookingId, generation }: UnpaidFacts,
  step: "reminder" | "demand" | "lastDemand",
): Letter {
  const [issued, due] = [formatPlainDay(issuedOn, locale), formatPlainDay(dueOn, locale)]
  return {
    subject: t(`mailing.letters.dunning.${step}.subject`, { number }),
    title: t(`mailing.letters.dunning.${step}.title`),
    greeting: t("mail.greetingPlain"),
    blocks: [
      paragraph(t(`mailing.letters.dunning.${step}.text`, { number, issued, due })),
      factsOf([
        [t("mailing.letters.dunning.facts.open"), formatMoney(amount.cents, amount.currency, locale)],
        [t("mailing.letters.dunning.facts.invoice"), number],
        [t("mailing.letters.dunning.facts.issued"), issued],
        [t("mailing.letters.dunning.facts.due"), due],
        [t("mailing.letters.dunning.facts.buyer"), to],
        [t("mail.facts.reference"), reference],
        [t("mailing.letters.dunning.facts.holder"), account?.holder],
        [t("mailing.letters.dunning.facts.iban"), account && ibanGroups(account.iban)],
        [t("mailing.letters.dunning.facts.purpose"), account && number],
      ]),
      ...(generation ? [action(t("billing.mail.open"), links.invoices(bookingId, generation))] : []),
      note(t("mailing.letters.dunning.crossed")),
    ],
  }
}
