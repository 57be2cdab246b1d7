import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { EmptyState } from "@/components/ui/empty-state"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { type DeskRefund, listRefunds } from "@/lib/payments/queries-refunds"
import { keepsMoney } from "@/lib/people/policy"
import { DoneNotice } from "../../../done-notice"
import { MoneyNav } from "../money-nav"
import { moneyPath } from "../money-places"
import { RefundRow } from "./refund-row"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.nav"))("refunds") }
}

/** Money on its way back: what has to be done by hand first. */
export default async function RefundsPage({ searchParams }: Props) {
  await requireTeam({ may: keepsMoney, path: moneyPath("refunds") })
  const [t, nav, refunds] = [
    await getTranslations("dunning.refunds"),
    await getTranslations("money.nav"),
    await listRefunds(),
  ]
  return (
    <>
      <MoneyNav here="refunds" />
      <DoneNotice done={(await searchParams).done} />
      <div className="mb-8">
        <PageHeader size="small" title={nav("refunds")} lead={t("lead")} />
      </div>
      {refunds.length === 0 && <EmptyState>{t("empty")}</EmptyState>}
      <Refunds title={t("toDo")} refunds={refunds.filter(({ todo }) => todo !== null)} />
      <Refunds title={t("others")} refunds={refunds.filter(({ todo }) => todo === null)} />
    </>
  )
}

function Refunds({ title, refunds }: { title: string; refunds: DeskRefund[] }) {
  if (refunds.length === 0) return null
  return (
    <section className="mb-12">
      <h2 className="mb-3.5">{title}</h2>
      <ul className="border-b border-line">
        {refunds.map((refund) => (
          <RefundRow key={refund.id} refund={refund} />
        ))}
      </ul>
    </section>
  )
}
