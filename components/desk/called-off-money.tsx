import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { groupBy } from "@/lib/group-by"
import { formatMoney } from "@/lib/money"
import type { ChangeImpact } from "@/lib/notifications/preview-change"

type Money = ChangeImpact["calledOff"]
type Props = { calledOff: Money; people: ChangeImpact["people"] }

/** What becomes of what was owed, paid and invoiced for seats that are called off: together, and person by person. */
export function CalledOffMoney({ calledOff, people }: Props) {
  const t = useTranslations("changes.calledOff")
  return (
    <>
      {[...groupBy(calledOff, ({ currency }) => currency)].map(([currency, money]) => (
        <Sums key={currency} {...{ currency, money }} />
      ))}
      <h3 className="mt-6 mb-1 font-sans text-base font-[560]">{t("byPerson")}</h3>
      <ShortList count={calledOff.length}>
        {calledOff.map((money) => (
          <Person key={money.seatId} money={money} person={people.find(({ seatId }) => seatId === money.seatId)} />
        ))}
      </ShortList>
    </>
  )
}

/** Shown at once; with more people it can be opened. */
const few = 12

/** People row by row, as many as one looks through at once. */
export function ShortList({ count, children }: { count: number; children: ReactNode }) {
  const t = useTranslations("changes.impact")
  if (count <= few) return <ul>{children}</ul>
  return (
    <details className="border-t border-line">
      <summary className="flex min-h-12 cursor-pointer items-center underline decoration-rule underline-offset-[0.22em]">
        {t("all", { count })}
      </summary>
      <ul>{children}</ul>
    </details>
  )
}

function Sums({ currency, money }: { currency: string; money: Money }) {
  const [t, locale] = [useTranslations("changes.calledOff"), useLocale()]
  const sumOf = (what: Cents) => money.reduce((sum, one) => sum + one[what], 0)
  const say = (cents: number) => formatMoney(cents, currency, locale)
  const [back, byHand, underWay] = [sumOf("backCents"), sumOf("byHandCents"), sumOf("underWayCents")]
  return (
    <>
      <Sum label={t("waived")}>
        {t("amount", { net: say(sumOf("netCents")), vat: say(sumOf("vatCents")), gross: say(sumOf("grossCents")) })}
      </Sum>
      <Sum label={t("paid")}>{say(sumOf("paidCents"))}</Sum>
      {back > byHand && <Sum label={t("back")}>{say(back - byHand)}</Sum>}
      {byHand > 0 && <Sum label={t("byHand")}>{say(byHand)}</Sum>}
      {underWay > 0 && <Sum label={t("underWay")}>{say(underWay)}</Sum>}
      <Sum label={t("credited")}>{say(sumOf("creditedCents"))}</Sum>
    </>
  )
}

type Cents = { [Key in keyof Money[number]]: Money[number][Key] extends number ? Key : never }[keyof Money[number]]

function Person({ money, person }: { money: Money[number]; person?: Props["people"][number] }) {
  const [t, locale] = [useTranslations("changes.calledOff.person"), useLocale()]
  const { grossCents, paidCents, backCents, byHandCents, underWayCents, creditedCents, invoices, undecided } = money
  const amount = (cents: number) => ({ amount: formatMoney(cents, money.currency, locale) })
  const said = [
    paidCents > 0 ? t("paid", amount(paidCents)) : grossCents > 0 && t("unpaid", amount(grossCents)),
    backCents > byHandCents && t("back", amount(backCents - byHandCents)),
    byHandCents > 0 && t("byHand", amount(byHandCents)),
    underWayCents > 0 && t("underWay", amount(underWayCents)),
    invoices.length > 0 && t("credited", { ...amount(creditedCents), numbers: invoices.join(", ") }),
    undecided && t("undecided"),
  ]
  return (
    <li className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_1.4fr] sm:items-baseline">
      <p>
        {person?.name}, {person?.company}
      </p>
      <p className="text-[0.9375rem] text-soft">{said.filter(Boolean).join(" ")}</p>
    </li>
  )
}

/** A sum with what it is of. */
export const Sum = ({ label, children }: { label: string; children: ReactNode }) => (
  <p className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto]">
    <span>{label}</span>
    <span className="tabular-nums">{children}</span>
  </p>
)
