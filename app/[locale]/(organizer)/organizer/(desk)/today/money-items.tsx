import { useLocale, useTranslations } from "next-intl"
import { ToDo } from "@/components/desk/to-do"
import { formatMoney } from "@/lib/money"
import type { FailedDebit, MoneyTasks } from "@/lib/payments/queries-tasks"
import { fullName } from "@/lib/people/rules"
import { deskHref } from "../../desk-session"
import { itemsPath, moneyPath, vatPath } from "../money/money-places"

export type MoneyToDo = { tasks: MoneyTasks & { remindersDue: number }; failedDebits: FailedDebit[] }

const places = {
  exceptions: moneyPath("exceptions"),
  failedRefunds: moneyPath("refunds"),
  transfersBack: moneyPath("refunds"),
  undecidedVat: vatPath,
  remindersDue: itemsPath("overdue"),
} as const satisfies Record<keyof MoneyToDo["tasks"], string>

/** What waits about money: each of a kind in one line, and each debit that has failed. */
export function MoneyItems({ tasks, failedDebits }: MoneyToDo) {
  const [t, locale] = [useTranslations("dunning.today"), useLocale()]
  return (
    <>
      {failedDebits.map((debit) => (
        <ToDo
          key={debit.paymentId}
          href={deskHref(`/organizer/sessions/${debit.sessionId}`, locale)}
          action={t("failedDebitAction")}
          about={fullName(debit)}
        >
          {t("failedDebit", {
            ...{ person: fullName(debit), company: debit.company },
            amount: formatMoney(debit.grossCents, debit.currency, locale),
          })}
        </ToDo>
      ))}
      {(Object.keys(places) as (keyof typeof places)[])
        .filter((kind) => tasks[kind] > 0)
        .map((kind) => (
          <ToDo
            key={kind}
            href={deskHref(places[kind], locale)}
            action={t(`${kind}Action`)}
            about={t(kind, { count: tasks[kind] })}
          >
            {t(kind, { count: tasks[kind] })}
          </ToDo>
        ))}
    </>
  )
}

export const isMoneyWaiting = ({ tasks, failedDebits }: MoneyToDo): boolean =>
  failedDebits.length > 0 || Object.values(tasks).some((count) => count > 0)
