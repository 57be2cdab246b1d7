import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import type { OwnCard, Round, RoundCard } from "@/lib/round/queries-roster"
import { TableCard } from "./table-card"

/**
 * The table as it is set: one's own card first, those that others have approved, and a blank one for everybody else.
 * `beneath` is what can be done with a card.
 */
export function SetTable({
  own,
  round: { cards, others },
  beneath,
}: {
  own: OwnCard
  round: Round
  beneath?: (card: RoundCard) => ReactNode
}) {
  const t = useTranslations("cards")
  const mine = own.approved
    ? { line: own.line ?? "", name: own.showName ? own.name : null, company: own.showCompany ? own.company : null }
    : t("person")
  return (
    <ul className="grid gap-4 rounded-[2.5rem] border border-line bg-wash p-5 sm:grid-cols-2 sm:gap-5 sm:p-8 lg:grid-cols-3">
      <li className="grid content-start">
        <TableCard face={mine} own>
          <p className="text-sm font-[540] text-accent">{t("round.you")}</p>
        </TableCard>
      </li>
      {cards.map((card) => (
        <li key={card.key} className="grid content-start gap-2">
          <TableCard face={card} />
          {beneath?.(card)}
        </li>
      ))}
      {Array.from({ length: others }, (_, index) => (
        <li key={index} className="grid content-start">
          <TableCard face={t("person")} />
        </li>
      ))}
    </ul>
  )
}
