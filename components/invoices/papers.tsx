import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import { formatMoney } from "@/lib/money"
import type { Paper } from "@/lib/invoices/queries-page"
import { formatPlainDay } from "@/lib/time-zone"

/** Invoices and credit notes, each with its amount, how it stands and its files. `href` is where their files lie. */
export function Papers({ papers, href }: { papers: Paper[]; href: string }) {
  return (
    <ul className="max-w-[46rem] border-b border-line">
      {papers.map((paper) => (
        <PaperRow key={paper.id} paper={paper} href={href} />
      ))}
    </ul>
  )
}

function PaperRow({ paper, href }: { paper: Paper; href: string }) {
  const [t, locale] = [useTranslations("billing"), useLocale()]
  const { number, kind, issuedOn, dueOn, corrects, lines, currency } = paper
  const money = (cents: number) => formatMoney(cents, currency, locale)
  const isOpen = paper.state === "issued" || paper.state === "overdue"
  const facts = [
    formatPlainDay(issuedOn, locale),
    kind === "invoice" && isOpen && dueOn && `${t("facts.due")} ${formatPlainDay(dueOn, locale)}`,
    corrects && `${t("facts.corrects")} ${corrects.reference}`,
  ]
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line py-4 sm:grid-cols-[1fr_auto]">
      <div className="grid content-start gap-1">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="font-[560]">
            {t(`kinds.${corrects ? (corrects.whole ? "whole" : "part") : "invoice"}`)} {number}
          </span>
          {kind === "invoice" && <State state={paper.state} />}
        </p>
        <p className="text-[0.9375rem] text-soft">{facts.filter(Boolean).join(" · ")}</p>
        {lines.map(({ name, detail }) => (
          <p key={`${name} ${detail}`} className="text-[0.9375rem] wrap-anywhere text-soft">
            {[name, detail].filter(Boolean).join(", ")}
          </p>
        ))}
      </div>
      <div className="grid content-start gap-1 sm:justify-items-end sm:text-right">
        <p className="font-[560] tabular-nums">{money(paper.grossCents)}</p>
        <p className="text-sm text-soft tabular-nums">
          {paper.vatCents === 0
            ? t("withoutVat")
            : t("amounts", { net: money(paper.netCents), vat: money(paper.vatCents) })}
        </p>
        <p className="flex gap-5">
          {(["pdf", "xml"] as const).map((ending) => (
            <a
              key={ending}
              href={`${href}/${number}/${ending}`}
              aria-label={t(`page.${ending}Of`, { number })}
              className="inline-flex min-h-11 items-center text-sm"
            >
              {t(`page.${ending}`)}
            </a>
          ))}
        </p>
      </div>
    </li>
  )
}

function State({ state }: Pick<Paper, "state">) {
  const t = useTranslations("billing.states")
  const tone = state === "overdue" ? "mark" : state === "issued" ? "accent" : "plain"
  return <Badge tone={tone}>{t(state)}</Badge>
}
