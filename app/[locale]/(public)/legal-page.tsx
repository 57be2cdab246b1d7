import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { connection } from "next/server"
import { Fragment, type ReactNode } from "react"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { Paragraphs } from "@/components/ui/paragraphs"
import { Prose } from "@/components/ui/prose"
import type { legalPages, SettingsData } from "@/lib/sessions/schema"
import { getPathname } from "../../i18n/navigation"
import { settings } from "../../settings"
import { alternates } from "../../site-metadata"

type Page = (typeof legalPages)[number]

/** The parts of each page, in their order; what the settings do not know is left out by `isKnown`. */
const sections = {
  imprint: ["provider", "contact", "contactPhone", "register", "vat", "responsible", "disputes"],
  privacy: ["controller", "booking", "round", "others", "mail", "cookies", "logs", "recipients", "retention", "rights"],
  terms: ["scope", "contract", "service", "price", "change", "cancellation", "confidentiality", "liability", "final"],
  confidentiality: ["seat", "names", "word", "data", "limits"],
  accessibility: ["standard", "how", "limits", "feedback"],
} as const satisfies Record<Page, readonly string[]>

/** These two describe how the house works; the others are legal texts and need a lawyer's eye. */
const noSample: Page[] = ["confidentiality", "accessibility"]

export async function legalMetadata(page: Page, locale: Locale): Promise<Metadata> {
  const t = await getTranslations({ locale, namespace: "legal" })
  return { title: t(`${page}.title`), description: t(`${page}.lead`), alternates: await alternates(`/${page}`, locale) }
}

/** The organizer's own text where there is one, else the sample, filled from the settings and marked as a sample. */
export async function LegalPage({ page, locale }: { page: Page; locale: Locale }) {
  setRequestLocale(locale)
  await connection()
  const [t, house] = await Promise.all([getTranslations("legal"), settings()])
  const own = house.legal.texts[page]?.[locale]
  return (
    <div className="grid gap-9 pt-8 sm:pt-14">
      <PageHeader title={t(`${page}.title`)} lead={t(`${page}.lead`)} />
      {!own && !noSample.includes(page) && (
        <Notice tone="mark" title={t("template")}>
          <p className="text-sm text-soft">{t("templateText")}</p>
        </Notice>
      )}
      <Prose>{own ? <Paragraphs text={own} /> : <Sample page={page} locale={locale} house={house} />}</Prose>
      {page === "terms" && <p className="text-sm text-soft">{t("version", { version: house.legal.version })}</p>}
    </div>
  )
}

async function Sample({ page, locale, house }: { page: Page; locale: Locale; house: SettingsData }) {
  const t = await getTranslations("legal")
  const values = { ...facts(house, locale), ...elements(house, locale) }
  // The pairs of page and part are checked by `satisfies` and by the test that reads every message.
  const text = (part: string, what: "title" | "text") => `${page}.${part}.${what}` as Parameters<typeof t.rich>[0]
  return sections[page]
    .filter((part) => isKnown(part, house))
    .map((part) => (
      <Fragment key={part}>
        <h2>{t.rich(text(part, "title"))}</h2>
        {t.rich(text(part, "text"), values)}
      </Fragment>
    ))
}

const isKnown = (part: string, { company, organizer }: SettingsData) =>
  (part !== "vat" || Boolean(company.vatId)) &&
  (part !== "register" || Boolean(company.register)) &&
  (part !== "contactPhone" || Boolean(organizer.phone))

const facts = ({ company, retention }: SettingsData, locale: Locale) => ({
  company: company.name,
  name: company.responsible,
  street: company.street,
  postalCode: company.postalCode,
  city: company.city,
  country: company.country[locale],
  register: company.register ?? "",
  vatId: company.vatId ?? "",
  roundDays: retention.roundDays,
})

const elements = ({ organizer }: SettingsData, locale: Locale) => ({
  p: (chunks: ReactNode) => <p>{chunks}</p>,
  ul: (chunks: ReactNode) => <ul>{chunks}</ul>,
  li: (chunks: ReactNode) => <li>{chunks}</li>,
  br: () => <br />,
  mail: () => <a href={`mailto:${organizer.email}`}>{organizer.email}</a>,
  phone: () => <a href={`tel:${organizer.phone?.replace(/[^+\d]/g, "")}`}>{organizer.phone}</a>,
  terms: (chunks: ReactNode) => <a href={getPathname({ href: "/terms", locale })}>{chunks}</a>,
})
