import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { listDatevGaps } from "@/lib/invoices/export-datev"
import { listDocumentMonths, listDocuments } from "@/lib/invoices/queries-desk"
import { listWaiting } from "@/lib/invoices/queries-waiting"
import { keepsMoney } from "@/lib/people/policy"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { NextPage } from "../../../next-page"
import { NothingFound } from "../../../nothing-found"
import { settings } from "../../../../../../settings"
import { showQuery } from "../../../../../../show-query"
import { MoneyNav } from "../money-nav"
import { moneyPath } from "../money-places"
import { DocumentFilter } from "./document-filter"
import { DocumentRow } from "./document-row"
import { ForTheAdviser } from "./for-the-adviser"
import { readInvoiceChoice } from "./invoice-choice"
import { WaitingSection } from "./waiting-section"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.nav"))("invoices") }
}

/** What is issued and what still waits, and all of it as files for the tax adviser. */
export default async function InvoicesPage({ searchParams }: Props) {
  await requireTeam({ may: keepsMoney, path: moneyPath("invoices") })
  const [t, nav, locale, now] = [
    await getTranslations("money.invoices"),
    await getTranslations("money.nav"),
    await getLocale(),
    presentTime(),
  ]
  const search = await searchParams
  const { cursor, ...choice } = readInvoiceChoice(search)
  const period = typeof search.datev === "string" ? search.datev : ""
  const [{ documents, nextCursor }, months, waiting, house, gaps] = await Promise.all([
    listDocuments({ ...choice, cursor }, { now }),
    listDocumentMonths(),
    listWaiting(),
    settings(),
    listDatevGaps({ period, locale }),
  ])
  const home = deskHref(moneyPath("invoices"), locale)
  const narrowed = Object.values(choice).some(Boolean)
  return (
    <>
      <MoneyNav here="invoices" />
      <DoneNotice done={search.done} />
      <h1 className="mb-8 text-3xl">{nav("invoices")}</h1>
      <div className="grid grid-cols-1 gap-14">
        {waiting.length > 0 && <WaitingSection {...{ waiting, house, now }} />}
        <section aria-labelledby="issued">
          <h2 id="issued" className={waiting.length > 0 ? "mb-4" : "sr-only"}>
            {t("issued")}
          </h2>
          {months.length > 0 && <DocumentFilter {...{ choice, months }} action={home} />}
          {documents.length > 0 ? (
            <ul className="mt-8">
              {documents.map((document) => (
                <DocumentRow key={document.id} document={document} />
              ))}
            </ul>
          ) : (
            <NothingFound clear={narrowed ? { href: home, label: t("clear") } : undefined}>
              {t(narrowed ? "emptyFiltered" : "empty")}
            </NothingFound>
          )}
          {nextCursor && <NextPage href={home + showQuery({ ...choice, cursor: nextCursor })}>{t("older")}</NextPage>}
        </section>
        {months.length > 0 && <ForTheAdviser {...{ months, now, datevAnswer: gaps && { period, gaps } }} {...house} />}
      </div>
    </>
  )
}
