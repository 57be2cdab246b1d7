import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { connection } from "next/server"
import { LinkButton } from "@/components/ui/button"
import { KeyValue } from "@/components/ui/key-value"
import { MailLink } from "@/components/ui/mail-link"
import { PageHeader } from "@/components/ui/page-header"
import { Panel } from "@/components/ui/panel"
import { Paragraphs } from "@/components/ui/paragraphs"
import { Prose } from "@/components/ui/prose"
import { getPathname } from "../../../i18n/navigation"
import { settings } from "../../../settings"
import { alternates } from "../../../site-metadata"

type Props = { params: Promise<{ locale: Locale }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "legal.contact" })
  return { title: t("title"), description: t("lead"), alternates: await alternates("/contact", locale) }
}

export default async function ContactPage({ params }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  await connection()
  const [t, { organizer, company }] = await Promise.all([getTranslations("legal.contact"), settings()])
  const { email, phone } = organizer
  return (
    <div className="grid gap-x-19 gap-y-9 pt-8 sm:pt-14 lg:grid-cols-[1fr_23.25rem]">
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="lg:row-span-2">
        <Panel as="aside" label={organizer.name}>
          <div>
            <p className="font-serif text-[1.375rem] leading-[1.2]">{organizer.name}</p>
            <p className="mt-1 text-[0.9375rem] text-soft">{organizer.role[locale]}</p>
          </div>
          <KeyValue
            items={[
              { label: t("mail"), value: <MailLink address={email} /> },
              {
                label: t("phone"),
                value: phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone.replaceAll(" ", "\u00a0")}</a>,
              },
              {
                label: t("address"),
                value: (
                  <>
                    {company.name}
                    <br />
                    {company.street}
                    <br />
                    {company.postalCode} {company.city}
                  </>
                ),
              },
            ]}
          />
        </Panel>
      </div>
      <Prose>
        <Paragraphs text={organizer.about[locale]} />
        <h2 id="date">{t("date")}</h2>
        <p>{t("dateText")}</p>
        <p>
          <LinkButton variant="outline" href={`mailto:${email}?subject=${encodeURIComponent(t("subject"))}`}>
            {t("write")}
          </LinkButton>
        </p>
        <h2>{t("lost")}</h2>
        <p>
          <a href={getPathname({ href: "/booking", locale })}>{t("lostLink")}</a>
        </p>
      </Prose>
    </div>
  )
}
