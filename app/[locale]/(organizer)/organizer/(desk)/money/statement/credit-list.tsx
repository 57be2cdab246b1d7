import { useLocale, useTranslations } from "next-intl"
import { Checkbox } from "@/components/ui/checkbox"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatMoney } from "@/lib/money"
import type { ListedMatch } from "@/lib/payments/queries-credits"
import { formatPlainDay } from "@/lib/time-zone"
import { settleCreditsAction } from "./actions"

/** Credits to tick, with what can be done about them: those that may be for a booking, and the others. */
export function CreditList({ id, credits }: { id: "proposed" | "others"; credits: ListedMatch[] }) {
  const t = useTranslations("bank.statement")
  return (
    <section aria-labelledby={`${id}-title`}>
      <div className="mb-5 grid max-w-[38em] gap-3">
        <h2 id={`${id}-title`}>{t(`${id}.title`)}</h2>
        <p className="text-soft">{t(`${id}.text`)}</p>
      </div>
      <ActionForm id={id} action={settleCreditsAction} className="grid gap-6">
        <ul id={`${id}-picked`} tabIndex={-1} className="border-b border-line">
          {credits.map((listed) => (
            <CreditRow key={listed.credit.id} {...listed} />
          ))}
        </ul>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          {id === "proposed" && (
            <SubmitButton name="as" value="paid" pendingLabel={t("pending")}>
              {t("assign")}
            </SubmitButton>
          )}
          <SubmitButton name="as" value="aside" variant="outline" pendingLabel={t("pending")}>
            {t("aside")}
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

function CreditRow({ credit, match }: ListedMatch) {
  const [t, locale] = [useTranslations("bank.statement"), useLocale()]
  const { id, payer, remittance, cents, currency, bookedOn } = credit
  return (
    <li className="grid gap-x-8 gap-y-1 border-t border-line py-2.5 sm:grid-cols-[1fr_9rem]">
      <Checkbox
        name="picked"
        id={`picked-${id}`}
        value={match ? `${id}.${match.item.bookingId}` : id}
        defaultChecked={match?.why === "exact"}
      >
        <span className="block font-serif text-xl leading-[1.3] font-[500]">{payer || t("unknownPayer")}</span>
        <span className="block text-[0.9375rem] break-words text-soft">{remittance || t("noText")}</span>
        {match && (
          <span className="mt-1.5 block text-[0.9375rem]">
            {t("for", { company: match.item.company, number: match.item.numbers.at(-1)! })}{" "}
            <span className={match.why === "exact" ? "text-accent" : "text-mark"}>
              {t(`why.${match.why}`, { open: formatMoney(match.item.openCents, match.item.currency, locale) })}
            </span>
          </span>
        )}
      </Checkbox>
      <div className="pl-8 sm:pt-2.5 sm:pl-0 sm:text-right">
        <p className="text-lg font-[560] tabular-nums">{formatMoney(cents, currency, locale)}</p>
        <p className="text-sm text-soft">{formatPlainDay(bookedOn, locale)}</p>
      </div>
    </li>
  )
}
