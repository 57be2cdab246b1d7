import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { requireTeam } from "@/lib/auth"
import { listVouchers } from "@/lib/payments/queries-vouchers"
import { keepsMoney } from "@/lib/people/policy"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { MoneyNav } from "../money-nav"
import { moneyPath } from "../money-places"
import { VoucherRow } from "./voucher-row"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.nav"))("vouchers") }
}

/** Codes that make a seat cheaper or free, and how often each was used. */
export default async function VouchersPage({ searchParams }: Props) {
  await requireTeam({ may: keepsMoney, path: moneyPath("vouchers") })
  const [t, nav, locale] = [
    await getTranslations("money.vouchers"),
    await getTranslations("money.nav"),
    await getLocale(),
  ]
  const vouchers = await listVouchers(locale)
  const create = (
    <LinkButton href={deskHref(`${moneyPath("vouchers")}/new`, locale)} size="small">
      {t("create")}
    </LinkButton>
  )
  return (
    <>
      <MoneyNav here="vouchers" />
      <DoneNotice done={(await searchParams).done} />
      <div className="mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-3xl">{nav("vouchers")}</h1>
        {vouchers.length > 0 && create}
      </div>
      {vouchers.length === 0 ? (
        <EmptyState action={create}>{t("empty")}</EmptyState>
      ) : (
        <ul>
          {vouchers.map((voucher) => (
            <VoucherRow key={voucher.id} voucher={voucher} />
          ))}
        </ul>
      )}
    </>
  )
}
