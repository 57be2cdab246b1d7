import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { FilterLinks } from "@/components/desk/filter-links"
import { EmptyState } from "@/components/ui/empty-state"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { listOpenItems, type OpenSum, sumOpenItems } from "@/lib/invoices/queries-open-items"
import { type ItemChoice, itemChoices } from "@/lib/invoices/rules-dunning"
import { formatMoney } from "@/lib/money"
import { keepsMoney, runsHouse } from "@/lib/people/policy"
import { localDayOf } from "@/lib/time-zone"
import { settings } from "../../../../../settings"
import { showQuery } from "../../../../../show-query"
import { deskHref } from "../../desk-session"
import { DoneNotice } from "../../done-notice"
import { NextPage } from "../../next-page"
import { MoneyNav } from "./money-nav"
import { itemsPath, moneyPath, remindersPath, showInput, statementPath } from "./money-places"
import { OpenItemRow } from "./open-item-row"

type Props = { searchParams: Promise<{ show?: string | string[]; cursor?: string | string[]; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.nav"))("label") }
}

/** What is still to be paid, what is overdue first, with the ways to mark it as paid and to remind of it. */
export default async function MoneyPage({ searchParams }: Props) {
  const search = await searchParams
  const show = showInput.parse(search.show)
  const viewer = await requireTeam({ may: keepsMoney, path: itemsPath(show) })
  const [t, bank, locale, now] = [
    await getTranslations("dunning"),
    await getTranslations("bank.statement"),
    await getLocale(),
    presentTime(),
  ]
  const cursor = typeof search.cursor === "string" ? search.cursor : undefined
  const [{ items, nextCursor }, sums, { timeZone }] = await Promise.all([
    listOpenItems(locale, { show, cursor }, now),
    sumOpenItems({ show }, now),
    settings(),
  ])
  const today = localDayOf(now, timeZone)
  return (
    <>
      <MoneyNav here="open" />
      <DoneNotice done={search.done} />
      <h1 className="mb-3 text-3xl">{t("items.title")}</h1>
      {show !== "all" && items.length > 0 && <Totals {...{ sums, show }} />}
      <div className="mt-5 mb-4 flex flex-wrap items-center justify-between gap-x-8">
        <FilterLinks
          label={t("items.filter")}
          options={itemChoices.map((choice) => ({
            href: deskHref(itemsPath(choice), locale),
            label: t(`items.show.${choice}`),
            chosen: choice === show,
          }))}
        />
        <div className="flex flex-wrap gap-x-6">
          <a href={deskHref(statementPath, locale)} className="inline-flex min-h-11 items-center text-[0.9375rem]">
            {bank("link")}
          </a>
          {runsHouse(viewer) && (
            <a href={deskHref(remindersPath, locale)} className="inline-flex min-h-11 items-center text-[0.9375rem]">
              {t("settings.link")}
            </a>
          )}
        </div>
      </div>
      {items.length > 0 ? (
        <ul className="border-b border-line">
          {items.map((item) => (
            <OpenItemRow key={item.bookingId} {...{ item, today, show }} />
          ))}
        </ul>
      ) : (
        <EmptyState>{t(`items.empty.${show}`)}</EmptyState>
      )}
      {nextCursor && (
        <NextPage href={deskHref(moneyPath("open"), locale) + showQuery({ show, cursor: nextCursor })}>
          {t("items.more")}
        </NextPage>
      )}
    </>
  )
}

/** How much is open, and of it overdue; currencies are not added up. */
async function Totals({ sums, show }: { sums: OpenSum[]; show: ItemChoice }) {
  const [t, locale] = [await getTranslations("dunning.items"), await getLocale()]
  const countOf = (what: "count" | "overdue" | "undecided") => sums.reduce((all, sum) => all + sum[what], 0)
  const sumOf = (what: "openCents" | "overdueCents") =>
    sums
      .filter((sum) => sum[what] > 0)
      .map((sum) => formatMoney(sum[what], sum.currency, locale))
      .join(" + ")
  const [count, overdue, undecided] = [countOf("count"), countOf("overdue"), countOf("undecided")]
  return (
    <p className="max-w-[34em] font-serif text-xl text-soft">
      {show === "overdue" ? (
        t("overdueAlone", { count: overdue, sum: sumOf("overdueCents") })
      ) : (
        <>
          {t("total", { count, sum: sumOf("openCents") })}{" "}
          {count > 0 && t("overdueTotal", { count: overdue, sum: sumOf("overdueCents") })}{" "}
          {undecided > 0 && t("undecidedTotal", { count: undecided })}
        </>
      )}
    </p>
  )
}
