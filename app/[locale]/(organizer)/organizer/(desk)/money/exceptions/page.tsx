import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { EmptyState } from "@/components/ui/empty-state"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { listExceptions } from "@/lib/payments/queries-exceptions"
import { keepsMoney } from "@/lib/people/policy"
import { settings } from "../../../../../../settings"
import { DoneNotice } from "../../../done-notice"
import { MoneyNav } from "../money-nav"
import { moneyPath } from "../money-places"
import { ExceptionRow } from "./exception-row"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.nav"))("exceptions") }
}

/** Where money does not fit a booking, and what somebody has done about it. */
export default async function ExceptionsPage({ searchParams }: Props) {
  await requireTeam({ may: keepsMoney, path: moneyPath("exceptions") })
  const [t, nav, exceptions, { timeZone }] = [
    await getTranslations("dunning.exceptions"),
    await getTranslations("money.nav"),
    await listExceptions(),
    await settings(),
  ]
  const open = exceptions.filter(({ resolvedAt }) => resolvedAt === null)
  const settled = exceptions.filter(({ resolvedAt }) => resolvedAt !== null)
  return (
    <>
      <MoneyNav here="exceptions" />
      <DoneNotice done={(await searchParams).done} />
      <div className="mb-8">
        <PageHeader size="small" title={nav("exceptions")} lead={t("lead")} />
      </div>
      {open.length === 0 && <EmptyState>{t(settled.length > 0 ? "nothingOpen" : "empty")}</EmptyState>}
      {[
        { title: t("toDo"), rows: open },
        { title: t("settled"), rows: settled },
      ].map(
        ({ title, rows }) =>
          rows.length > 0 && (
            <section key={title} className="mb-12">
              <h2 className="mb-3.5">{title}</h2>
              <ul className="border-b border-line">
                {rows.map((exception) => (
                  <ExceptionRow key={exception.id} exception={exception} zone={timeZone} />
                ))}
              </ul>
            </section>
          ),
      )}
    </>
  )
}
