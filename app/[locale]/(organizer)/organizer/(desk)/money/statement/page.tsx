import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { z } from "zod"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { EmptyState } from "@/components/ui/empty-state"
import { FileField } from "@/components/ui/file-field"
import { ActionForm } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { maxStatementBytes } from "@/lib/payments/keep-statement"
import { listCredits } from "@/lib/payments/queries-credits"
import { keepsMoney } from "@/lib/people/policy"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { moneyPath, statementPath } from "../money-places"
import { readStatementAction } from "./actions"
import { CreditList } from "./credit-list"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What the file that was read has brought; part of the address. */
const count = z.coerce.number().int().min(0).max(1_000_000)
const readCounts = z.object({ added: count, known: count, debits: count, others: count })

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("bank.statement"))("title") }
}

/** What has come in at the bank, by a statement that is brought along, and the bookings it may be for. */
export default async function StatementPage({ searchParams }: Props) {
  await requireTeam({ may: keepsMoney, path: statementPath })
  const [t, desk, nav, locale, search] = [
    await getTranslations("bank.statement"),
    await getTranslations("desk"),
    await getTranslations("money.nav"),
    await getLocale(),
    await searchParams,
  ]
  const [credits, { data: counts }] = [await listCredits(), readCounts.safeParse(search)]
  const [proposed, others] = [credits.filter(({ match }) => match), credits.filter(({ match }) => !match)]
  const most = maxStatementBytes / 1024 ** 2
  return (
    <>
      <DoneNotice done={search.done} />
      {counts && (
        <div className="mb-8">
          <Notice role="status" title={t("read", counts)}>
            <p>{t("left", counts)}</p>
          </Notice>
        </div>
      )}
      <Breadcrumb
        label={desk("session.breadcrumb")}
        steps={[{ href: deskHref(moneyPath("open"), locale), label: nav("open") }]}
        here={t("title")}
      />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      <div className="grid gap-14">
        <ActionForm id="statement" action={readStatementAction}>
          <FileField
            name="file"
            label={t("file")}
            accept=".xml,.zip,application/xml,text/xml,application/zip"
            hint={t("fileHint", { most })}
            most={{ bytes: maxStatementBytes, problem: t("tooLarge", { most }) }}
          />
          <div>
            <SubmitButton pendingLabel={t("reading")}>{t("submit")}</SubmitButton>
          </div>
        </ActionForm>
        {credits.length === 0 && <EmptyState>{t("empty")}</EmptyState>}
        {proposed.length > 0 && <CreditList id="proposed" credits={proposed} />}
        {others.length > 0 && <CreditList id="others" credits={others} />}
      </div>
    </>
  )
}
