import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import type { ReactNode } from "react"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { ActionForm, SelectField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { previewStorno, type StornoPreview } from "@/lib/invoices/queries-storno"
import { stornoReasons } from "@/lib/invoices/schema-storno"
import { formatMoney } from "@/lib/money"
import { keepsMoney } from "@/lib/people/policy"
import { formatDateTime, formatPlainDay } from "@/lib/time-zone"
import { settings } from "../../../../../../../../settings"
import { deskHref } from "../../../../../desk-session"
import { moneyPath, stornoPath } from "../../../money-places"
import { takeBackInvoiceAction } from "../../actions"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("money.storno"))("heading") }
}

/** What taking an invoice back comes to, why somebody does it, and the one confirmation. */
export default async function StornoPage({ params }: Props) {
  const { id } = await params
  await requireTeam({ may: keepsMoney, path: stornoPath(id) })
  const preview = (await previewStorno(id)) ?? notFound()
  const [t, nav, desk, locale] = [
    await getTranslations("money.storno"),
    await getTranslations("money.nav"),
    await getTranslations("desk"),
    await getLocale(),
  ]
  const { number, company, issuedOn, bookingReference: reference } = preview.invoice
  const title = t("title", { number })
  const steps = [{ href: deskHref(moneyPath("invoices"), locale), label: nav("invoices") }]
  return (
    <>
      <Breadcrumb label={desk("session.breadcrumb")} steps={steps} here={title} />
      <div className="mt-4 mb-8">
        <PageHeader
          size="small"
          title={title}
          lead={t("lead", { company, date: formatPlainDay(issuedOn, locale), reference })}
        />
      </div>
      <div className="grid max-w-[46rem] gap-9">
        <TakenBack preview={preview} />
        <Afterwards preview={preview} />
        <ActionForm id="storno" action={takeBackInvoiceAction}>
          <input type="hidden" name="invoiceId" value={id} />
          <SelectField
            name="reason"
            label={t("reason")}
            hint={t("reasonHint")}
            required
            defaultValue=""
            options={[
              { value: "", label: t("choose") },
              ...stornoReasons.map((value) => ({ value, label: t(`reasons.${value}`) })),
            ]}
          />
          <div className="flex flex-wrap gap-4">
            {preview.anew.length > 0 && (
              <>
                <SubmitButton variant="mark" name="as" value="anew" pendingLabel={desk("pending")}>
                  {t("anew")}
                </SubmitButton>
                <SubmitButton variant="outline" name="as" value="xrechnung" pendingLabel={desk("pending")}>
                  {t("xrechnung")}
                </SubmitButton>
              </>
            )}
            <SubmitButton
              variant={preview.anew.length > 0 ? "outline" : "mark"}
              name="as"
              value="only"
              pendingLabel={desk("pending")}
            >
              {t("only")}
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}

type Part = { preview: StornoPreview }

/** What the Storno says, and what it does not do. */
async function TakenBack({ preview: { storno, invoice } }: Part) {
  const [t, locale] = [await getTranslations("money.storno"), await getLocale()]
  const money = (cents: number) => formatMoney(cents, invoice.currency, locale)
  const { netCents, vatCents, grossCents } = storno
  return (
    <Section title={t("takenBack")}>
      <p className="border-t border-line py-2.5 tabular-nums">
        {t("amount", { net: money(netCents), vat: money(vatCents), gross: money(grossCents) })}
      </p>
      <p className="border-t border-line py-2.5 text-soft">{t("stays")}</p>
    </Section>
  )
}

/** What is issued with it or after it, and who hears of it. */
async function Afterwards({ preview: { anew, refusal, followsFrom, invoice, emails } }: Part) {
  const [t, reasons, locale] = [
    await getTranslations("money.storno"),
    await getTranslations("money.reasons"),
    await getLocale(),
  ]
  const { timeZone } = await settings()
  const money = (cents: number) => formatMoney(cents, invoice.currency, locale)
  return (
    <Section title={t("afterwards")}>
      {anew.map(({ buyer, dueOn, totals, references }, index) => (
        <div key={index} className="grid gap-1 border-t border-line py-2.5">
          <p className="tabular-nums">
            {t("anewAbout", { gross: money(totals.grossCents), vat: money(totals.vatCents) })}{" "}
            {dueOn ? t("due", { date: formatPlainDay(dueOn, locale) }) : t("paid")}
          </p>
          <p className="text-[0.9375rem] text-soft">
            {[buyer.name, buyer.street, `${buyer.postalCode} ${buyer.city}`, buyer.country, buyer.vatId]
              .filter(Boolean)
              .join(", ")}
          </p>
          {references.length > 0 && (
            <p className="text-[0.9375rem] text-soft">{t("references", { references: references.join(", ") })}</p>
          )}
        </div>
      ))}
      {refusal && (
        <p className="border-t border-line py-2.5 text-mark">
          {t("notNow")} {reasons(refusal as "vat_undecided")}
        </p>
      )}
      <p className="border-t border-line py-2.5 text-soft">
        {followsFrom === undefined
          ? t("nothingFollows")
          : followsFrom
            ? t("follows", { at: formatDateTime(followsFrom, timeZone, locale) })
            : t("followsAtOnce")}
      </p>
      {emails.length > 0 && (
        <p className="border-t border-line py-2.5 wrap-anywhere text-soft">{t("mailed", { to: emails.join(", ") })}</p>
      )}
    </Section>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h2 className="mb-2.5 text-xl">{title}</h2>
    {children}
  </section>
)
