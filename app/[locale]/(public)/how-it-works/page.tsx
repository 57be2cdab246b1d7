import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { connection } from "next/server"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { homeHref } from "../../../home-href"
import { alternates } from "../../../site-metadata"

type Props = { params: Promise<{ locale: Locale }> }

const steps = ["choose", "book", "answer", "change", "meet"] as const

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "sessions.howItWorks" })
  return { title: t("title"), description: t("lead"), alternates: await alternates("/how-it-works", locale) }
}

export default async function HowItWorksPage({ params }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  await connection()
  const [t, home] = [await getTranslations("sessions.howItWorks"), await homeHref(locale)]
  return (
    <div className="grid gap-10 pt-8 sm:gap-13 sm:pt-14">
      <PageHeader title={t("title")} lead={t("lead")} />
      <ol className="border-t border-ink">
        {steps.map((step, index) => (
          <li
            key={step}
            className="grid gap-x-6 gap-y-2 border-b border-line py-7 sm:grid-cols-[4.75rem_1fr] lg:grid-cols-[4.75rem_15rem_1fr]"
          >
            <span aria-hidden="true" className="font-serif text-3xl tracking-[-0.03em] text-soft">
              {index + 1}
            </span>
            <h2 className="text-[1.375rem] leading-[1.25] sm:pt-1.5">{t(`steps.${step}.title`)}</h2>
            <p className="max-w-[34em] sm:col-start-2 sm:pt-2 lg:col-start-3">{t(`steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
      <p>
        <LinkButton href={home}>{t("cta")}</LinkButton>
      </p>
    </div>
  )
}
